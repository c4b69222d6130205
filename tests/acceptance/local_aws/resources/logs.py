"""CloudWatch Logs."""

from ..clients import ACCOUNT_ID
from .base import Created, Resource, only, without

# The only retention periods there are, in days.
# https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
RETENTIONS = {
    *(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
}


class LogGroup(Resource):
    type_name = "AWS::Logs::LogGroup"
    service = "logs"
    attributes = ("Arn",)
    name_property = "LogGroupName"
    name_limit = 512
    in_place = ("RetentionInDays",)

    def create(self, properties):
        tags = self.tag_map(properties)
        self._check_retention(properties)
        self.call(
            "CreateLogGroup", without(properties, "RetentionInDays", "Tags"), tags=tags
        )
        name = self.made_id = properties["LogGroupName"]
        self._set_retention(properties)
        # The ARN that Fn::GetAtt gives ends in a wildcard for the log streams.
        arn = f"arn:aws:logs:{self.region}:{ACCOUNT_ID}:log-group:{name}:*"
        return Created(name, {"Arn": arn})

    def update(self, live, properties, changed):
        self._check_retention(properties)
        self._set_retention(properties)

    def _check_retention(self, properties):
        days = properties.get("RetentionInDays")
        if days is not None and int(days) not in RETENTIONS:
            self.refuse(f"logs cannot be kept for {days} days")

    def _set_retention(self, properties):
        if "RetentionInDays" in properties:
            names = ("LogGroupName", "RetentionInDays")
            self.call("PutRetentionPolicy", only(properties, names))
        else:
            self.client.delete_retention_policy(logGroupName=properties["LogGroupName"])

    def delete(self, live):
        self.client.delete_log_group(logGroupName=live.physical_id)
