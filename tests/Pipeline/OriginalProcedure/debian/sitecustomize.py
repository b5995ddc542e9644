"""
Debian 12 packages an azure-cli beside an SDK that does not fit it: `az network` needs version 2022-01-01 of the network SDK, which has the
versions around it but not that one; `az role assignment delete` reads `config` of its clients, which is `_config` in this SDK. Python runs
this file at its start when the folder is in PYTHONPATH; it lets az use the SDK that is installed. It changes no request.
"""

import importlib.util

if importlib.util.find_spec("azure.mgmt.network.v2022_01_01") is None:
    from azure.cli.core.commands import client_factory
    from azure.cli.core.profiles import _shared

    _shared.AZURE_API_PROFILES["latest"][_shared.ResourceType.MGMT_NETWORK] = "2022-07-01"
    _create = client_factory.get_mgmt_service_client

    def _create_with_config(*arguments, **options):
        client = _create(*arguments, **options)
        if type(client).__name__ == "AuthorizationManagementClient":
            for operations in (client.role_assignments, client.role_definitions):
                type(operations).config = property(lambda self: self._config)
        return client

    client_factory.get_mgmt_service_client = _create_with_config
