"""Each client creates, reads, updates, lists and deletes; the first surprise ends the run with exit code 1."""

import os
import uuid

from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.identity import ClientSecretCredential
from azure.mgmt.authorization import AuthorizationManagementClient
from azure.mgmt.compute import ComputeManagementClient
from azure.mgmt.imagebuilder import ImageBuilderClient
from azure.mgmt.msi import ManagedServiceIdentityClient
from azure.mgmt.network import NetworkManagementClient
from azure.mgmt.resource import ResourceManagementClient, SubscriptionClient
from azure.storage.blob import ContainerClient

endpoint = os.environ["LOCALAZURE_ENDPOINT"]
subscription = os.environ["LOCALAZURE_SUBSCRIPTION"]
location = "eastus2"
group = "rg-python"

# The authority has the form of AD FS, which MSAL does not look up elsewhere.
credential = ClientSecretCredential("adfs", str(uuid.uuid4()), os.environ["LOCALAZURE_TOKEN"], authority=endpoint)
options = {"base_url": endpoint, "credential_scopes": ["https://management.azure.com/.default"], "polling_interval": 0}


def make(client):
    return client(credential, subscription, **options)


def refused(call, kind=HttpResponseError):
    try:
        call()
    except kind as error:
        return error
    raise AssertionError(f"{call} was not refused")


assert subscription in [one.subscription_id for one in SubscriptionClient(credential, **options).subscriptions.list()]
print("azure-identity: a client secret; subscriptions")

resources = make(ResourceManagementClient)
made = resources.resource_groups.create_or_update(group, {"location": location, "tags": {"by": "python"}})
assert made.properties.provisioning_state == "Succeeded"
assert resources.resource_groups.check_existence(group)
assert [one.name for one in resources.resource_groups.list(filter="tagName eq 'by'")] == [group]
assert resources.providers.get("Microsoft.Network").registration_state == "Registered"
print("azure-mgmt-resource: groups, tags, providers")

network = make(NetworkManagementClient)
space = {"address_space": {"address_prefixes": ["10.77.0.0/24"]}, "location": location}
network.virtual_networks.begin_create_or_update(group, "vnet-py", space).result()
subnet = {"address_prefix": "10.77.0.0/26"}
assert network.subnets.begin_create_or_update(group, "vnet-py", "snet-a", subnet).result().provisioning_state == "Succeeded"
assert len(network.virtual_networks.get(group, "vnet-py").subnets) == 1
outside = {"address_prefix": "10.78.0.0/26"}
error = refused(lambda: network.subnets.begin_create_or_update(group, "vnet-py", "snet-b", outside).result())
assert error.error.code == "NetcfgSubnetRangeOutsideVnet", error
network.subnets.begin_delete(group, "vnet-py", "snet-a").result()
print("azure-mgmt-network: networks and subnets, long-running, and an error with its code")

identities = make(ManagedServiceIdentityClient)
identity = identities.user_assigned_identities.create_or_update(group, "id-py", {"location": location})
updated = identities.user_assigned_identities.update(group, "id-py", {"tags": {"a": "b"}})
assert updated.principal_id == identity.principal_id
print("azure-mgmt-msi: identities, PATCH")

access = make(AuthorizationManagementClient)


def grant(scope, role, principal, kind):
    found = list(access.role_definitions.list(scope, filter=f"roleName eq '{role}'"))
    properties = {"role_definition_id": found[0].id, "principal_id": principal, "principal_type": kind}
    return access.role_assignments.create(scope, str(uuid.uuid4()), properties)


contributor = grant(made.id, "Contributor", identity.principal_id, "ServicePrincipal")
listed = access.role_assignments.list_for_scope(made.id, filter=f"principalId eq '{identity.principal_id}'")
assert [one.id for one in listed] == [contributor.id]
print("azure-mgmt-authorization: definitions, assignments, filters")

compute = make(ComputeManagementClient)
versions = compute.virtual_machine_images.list(location, "Canonical", "ubuntu-24_04-lts", "server")
assert versions and list(compute.usage.list(location))
templates = make(ImageBuilderClient).virtual_machine_image_templates
refused(lambda: templates.get(group, "none"), ResourceNotFoundError)
assert list(templates.list_by_resource_group(group)) == []
template = templates.begin_create_or_update(
    group,
    "imgt-py",
    {
        "location": location,
        "identity": {"type": "UserAssigned", "user_assigned_identities": {identity.id: {}}},
        "source": {
            "type": "PlatformImage",
            "publisher": "Canonical",
            "offer": "ubuntu-24_04-lts",
            "sku": "server",
            "version": versions[0].name,
        },
        "customize": [{"type": "Shell", "name": "hello", "inline": ["echo hello"]}],
        "distribute": [
            {
                "type": "ManagedImage",
                "run_output_name": "out",
                "image_id": f"{made.id}/providers/Microsoft.Compute/images/img-py",
                "location": location,
            }
        ],
    },
).result()
assert template.provisioning_state == "Succeeded"
assert template.identity.user_assigned_identities[identity.id].client_id == identity.client_id
templates.begin_run(group, "imgt-py").result()
assert templates.get(group, "imgt-py").last_run_status.run_state == "Succeeded"
output = templates.get_run_output(group, "imgt-py", "out")
assert compute.images.get(group, "img-py").id.lower() == output.artifact_id.lower()
print("azure-mgmt-imagebuilder: template, run, run output; azure-mgmt-compute: the image")

staging = template.exact_staging_resource_group.split("/")[-1]
storage = "resourceType eq 'Microsoft.Storage/storageAccounts'"
account = next(iter(resources.resources.list_by_resource_group(staging, filter=storage)))
grant(account.id, "Storage Blob Data Reader", os.environ["LOCALAZURE_PRINCIPAL"], "User")
container = ContainerClient(f"{endpoint}/{account.name}", "packerlogs", credential=credential)
log = next(one for one in container.list_blobs() if one.name.endswith("customization.log"))
assert b"hello" in container.download_blob(log.name).readall()
print("azure-storage-blob: list, download")

templates.begin_delete(group, "imgt-py").result()
refused(lambda: templates.get(group, "imgt-py"), ResourceNotFoundError)
compute.images.begin_delete(group, "img-py").result()
access.role_assignments.delete_by_id(contributor.id)
identities.user_assigned_identities.delete(group, "id-py")
resources.resource_groups.begin_delete(group).result()
assert not resources.resource_groups.check_existence(group)
print("azure-mgmt-resource: the group no longer exists")
