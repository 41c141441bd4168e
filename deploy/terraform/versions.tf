terraform {
  # Write-only arguments, which keep passwords out of the state.
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.71, < 7.0"
    }
    random = {
      source  = "hashicorp/random"
      version = ">= 3.7, < 4.0"
    }
  }

  # The state is shared, encrypted and locked. Create the bucket once, with versioning and without public access:
  # terraform init -backend-config="bucket=NAME" -backend-config="region=REGION"
  backend "s3" {
    key          = "skein/stores.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}
