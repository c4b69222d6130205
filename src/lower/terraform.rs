//! What the blueprint settles of Terraform itself.

use crate::app;
use crate::model::{Backend, ProviderSettings, S3Backend, TerraformSettings};

pub(super) fn lower(terraform: &app::Terraform) -> TerraformSettings {
    let provider = &terraform.provider;
    TerraformSettings {
        backend: terraform.backend.clone().map(backend),
        provider: ProviderSettings {
            region: provider.region.clone(),
            profile: provider.profile.clone(),
            allowed_account_ids: provider.allowed_account_ids.clone(),
            assume_role: provider.assume_role.clone(),
        },
    }
}

fn backend(backend: app::Backend) -> Backend {
    match backend {
        app::Backend::S3(s3) => Backend::S3(S3Backend {
            bucket: s3.bucket,
            key: s3.key,
            region: s3.region,
            use_lockfile: s3.use_lockfile,
            kms_key_id: s3.kms_key_id,
            profile: s3.profile,
        }),
        app::Backend::Cloud {
            organization,
            workspace,
            hostname,
        } => Backend::Cloud {
            organization,
            workspace,
            hostname,
        },
    }
}
