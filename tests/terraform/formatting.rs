//! How HCL is laid out.

use ecsgen::hcl::{Block, Expression, For, json, native};

fn subnet() -> Block {
    Block::new("resource").label("aws_subnet").label("a")
}

#[test]
fn neighbours_are_aligned() {
    let block = subnet()
        .comment("network: a subnet")
        .argument("vpc_id", Expression::reference("aws_vpc.main.id"))
        .argument("map_public_ip_on_launch", false)
        .argument("priority", 1)
        .gap()
        .argument(
            "tags",
            Expression::Object(vec![("Name".into(), "a".into())]),
        );
    insta::assert_snapshot!(native([&block]), @r##"
    # network: a subnet
    resource "aws_subnet" "a" {
      vpc_id                  = aws_vpc.main.id
      map_public_ip_on_launch = false
      priority                = 1

      tags = {
        Name = "a"
      }
    }
    "##);
}

#[test]
fn what_takes_several_lines_stands_apart() {
    let names: Vec<String> = (0..8).map(|n| format!("a-long-name-{n}")).collect();
    let policy = Expression::Object(vec![
        ("Version".into(), "2012-10-17".into()),
        ("aws:a".into(), Expression::List(Vec::new())),
        (
            "Statement".into(),
            vec![Expression::Object(vec![("A".into(), 1.into())])].into(),
        ),
        ("for".into(), Expression::Null),
        ("Id".into(), true.into()),
    ]);
    let block = subnet()
        .argument("a", 1)
        .argument("short", vec!["x", "y"])
        .argument("names", names)
        .argument("b", 2)
        .argument("policy", Expression::json(policy))
        .argument("nothing", Expression::Object(Vec::new()));
    insta::assert_snapshot!(native([&block]), @r##"
    resource "aws_subnet" "a" {
      a     = 1
      short = ["x", "y"]
      names = [
        "a-long-name-0",
        "a-long-name-1",
        "a-long-name-2",
        "a-long-name-3",
        "a-long-name-4",
        "a-long-name-5",
        "a-long-name-6",
        "a-long-name-7",
      ]
      b = 2
      policy = jsonencode({
        Version = "2012-10-17"
        "aws:a" = []
        Statement = [
          {
            A = 1
          },
        ]
        "for" = null
        Id    = true
      })
      nothing = {}
    }
    "##);
}

#[test]
fn blocks_have_room_around_them() {
    let block = subnet()
        .argument("a", 1)
        .block(Block::new("empty"))
        .block(
            Block::new("outer")
                .argument("b", 2)
                .block(Block::new("inner").argument("c", 3)),
        )
        .argument("d", 4);
    let other = Block::new("data").label("aws_region").label("current");
    insta::assert_snapshot!(native([&block, &other]), @r##"
    resource "aws_subnet" "a" {
      a = 1

      empty {}

      outer {
        b = 2

        inner {
          c = 3
        }
      }

      d = 4
    }

    data "aws_region" "current" {}
    "##);
}

#[test]
fn expressions_are_spelled() {
    let option = |field: &str| Expression::reference(format!("option.{field}"));
    let each = |key| {
        Expression::ForEach(Box::new(For {
            element: "option",
            list: Expression::reference("a.b"),
            value: Expression::Object(vec![("name".into(), option("name"))]),
            key,
        }))
    };
    let given = Expression::Equal(
        Box::new([Expression::reference("var.tag"), "".into()]),
        false,
    );
    let parts = vec!["$${x} \"".into(), Expression::reference("var.name")];
    let block = subnet()
        .argument("by_name", each(Some(option("name"))))
        .argument("all", each(None))
        .argument(
            "tag",
            Expression::Conditional(Box::new([given, 1.into(), 2.into()])),
        )
        .argument("text", Expression::Template(parts))
        .argument("word", Expression::Word("string".into()));
    insta::assert_snapshot!(native([&block]), @r##"
    resource "aws_subnet" "a" {
      by_name = {
        for option in a.b : option.name => {
          name = option.name
        }...
      }
      all  = [for option in a.b : { name = option.name }]
      tag  = var.tag != "" ? 1 : 2
      text = "$$${x} \"${var.name}"
      word = string
    }
    "##);
    insta::assert_snapshot!(json([&block]), @r##"
    {
      "resource": {
        "aws_subnet": {
          "a": {
            "by_name": "${{for option in a.b : option.name => { name = option.name }...}}",
            "all": "${[for option in a.b : { name = option.name }]}",
            "tag": "${var.tag != \"\" ? 1 : 2}",
            "text": "$$${x} \"${var.name}",
            "word": "string"
          }
        }
      }
    }
    "##);
}

#[test]
fn json_puts_blocks_of_a_kind_together() {
    let rule = |name: &'static str| Block::new("rule").argument("name", name);
    let block = subnet()
        .comment("network: a subnet")
        .block(rule("a"))
        .argument("b", Expression::Verbatim("${c}".into()))
        .block(rule("d${e}"))
        .block(Block::new("none"));
    let other = Block::new("resource").label("aws_subnet").label("b");
    insta::assert_snapshot!(json([&block, &other]), @r##"
    {
      "resource": {
        "aws_subnet": {
          "a": {
            "//": "network: a subnet",
            "rule": [
              {
                "name": "a"
              },
              {
                "name": "d$${e}"
              }
            ],
            "b": "${c}",
            "none": {}
          },
          "b": {}
        }
      }
    }
    "##);
}
