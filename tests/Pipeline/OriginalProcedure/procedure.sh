#!/usr/bin/env bash
# The procedure that this pipeline replaces, command by command, with the templates beside this file. Expects az signed in, bicep in
# PATH and a folder for the edited parameter file: procedure.sh custom|built-in FOLDER.
set -euo pipefail
option=$1 folder=$2
here=$(cd "$(dirname "$0")" && pwd)
cd "$here"
# shellcheck source=SCRIPTDIR/az.sh
. ./az.sh

networks=rg-enterprise-networking-spokes-eastus2
if [ "$option" = custom ]; then
  az group create -n $networks -l eastus2 -o none
  az group create -n rg-mycluster -l eastus2 -o none
  az network vnet create -g $networks -n vnet-imagebuilder --address-prefix 10.0.0.0/28 \
    --subnet-name snet-imagebuilder -l eastus2 -o none
  az network vnet subnet update -g $networks --vnet-name vnet-imagebuilder -n snet-imagebuilder \
    --disable-private-link-service-network-policies true -o none
  az deployment sub create -f createsubscriptionroles.bicep -l centralus -n aibcustomroles -o none
fi
BUILD_SNET_RESOURCEID=$(az network vnet subnet show -g $networks --vnet-name vnet-imagebuilder -n snet-imagebuilder --query id -o tsv)
VNET_LOCATION=$(az network vnet show -g $networks -n vnet-imagebuilder --query location -o tsv)
RESOURCE_GROUP_AIB=rg-imagebuilders-$VNET_LOCATION
az group create -n "$RESOURCE_GROUP_AIB" -l "$VNET_LOCATION" -o none

if [ "$option" = custom ]; then
  roles=properties.outputs.roleResourceIds.value
  NETWORK_CONTRIBUTOR_ROLE=$(az deployment sub show -n aibcustomroles \
    --query $roles.customImageBuilderNetworkingRole.guid -o tsv)
  IMAGE_CONTRIBUTOR_ROLE=$(az deployment sub show -n aibcustomroles \
    --query $roles.customImageBuilderImageCreationRole.guid -o tsv)
  sed -e "s|BUILD_SNET_RESOURCEID|$BUILD_SNET_RESOURCEID|" -e "s|NETWORK_CONTRIBUTOR_ROLE|$NETWORK_CONTRIBUTOR_ROLE|" \
    -e "s|IMAGE_CONTRIBUTOR_ROLE|$IMAGE_CONTRIBUTOR_ROLE|" azuredeploy.parameters.json >"$folder/azuredeploy.parameters.json"
  az deployment group create -g "$RESOURCE_GROUP_AIB" -f azuredeploy.bicep -p "@$folder/azuredeploy.parameters.json" \
    -n aibaksjumpboximgtemplate -o none
  RESOURCE_GROUP_IMAGE=$(az deployment group show -g "$RESOURCE_GROUP_AIB" -n aibaksjumpboximgtemplate \
    --query properties.parameters.imageDestinationResourceGroupName.value -o tsv)
else
  NETWORK_CONTRIBUTOR_ROLE=4d97b98b-1d4f-4787-a291-c67834d212e7
  IMAGE_CONTRIBUTOR_ROLE=b24988ac-6180-42a0-ab88-20f7382dd24c
  RESOURCE_GROUP_IMAGE=rg-mycluster
  az deployment group create -g "$RESOURCE_GROUP_AIB" -f azuredeploy.bicep \
    -p "buildInSubnetResourceId=$BUILD_SNET_RESOURCEID" "imageBuilderNetworkingRoleGuid=$NETWORK_CONTRIBUTOR_ROLE" \
    "imageBuilderImageCreationRoleGuid=$IMAGE_CONTRIBUTOR_ROLE" "imageDestinationResourceGroupName=$RESOURCE_GROUP_IMAGE" \
    -n aibaksjumpboximgtemplate -o none
fi

# The value of an output of the deployment.
output() {
  az deployment group show -g "$RESOURCE_GROUP_AIB" -n aibaksjumpboximgtemplate --query "properties.outputs.$1" -o tsv
}

IMAGE_TEMPLATE_NAME=$(output imageTemplateName.value)
az image builder run -g "$RESOURCE_GROUP_AIB" -n "$IMAGE_TEMPLATE_NAME" -o none
az resource show --ids "$(output distributedImageResourceId.value)" --query name -o tsv

AIB_MANAGED_IDENTITY=$(output builderIdentityResource.value.principalId)
SUBSCRIPTION_ID=$(az account show --query id -o tsv)
scope=/subscriptions/$SUBSCRIPTION_ID/resourceGroups/$RESOURCE_GROUP_IMAGE
az role assignment delete --assignee "$AIB_MANAGED_IDENTITY" --role "$IMAGE_CONTRIBUTOR_ROLE" --scope "$scope"

# Beside the procedure: by application id, and in both directions.
if [ "$option" = custom ]; then
  application=$(output builderIdentityResource.value.clientId)
  az role assignment create --assignee "$application" --role "$IMAGE_CONTRIBUTOR_ROLE" --scope "$scope" -o none
  az role assignment list --assignee "$application" --scope "$scope" --query '[].principalName' -o tsv
  az role assignment delete --assignee "$application" --role "$IMAGE_CONTRIBUTOR_ROLE" --scope "$scope"
fi

az resource delete --resource-group "$RESOURCE_GROUP_AIB" --resource-type Microsoft.VirtualMachineImages/imageTemplates \
  -n "$IMAGE_TEMPLATE_NAME"
VNET_ID=$(output vnetResourceId.value)
az role assignment delete --assignee "$AIB_MANAGED_IDENTITY" --role "$NETWORK_CONTRIBUTOR_ROLE" --scope "$VNET_ID"
az identity delete --ids "$(output builderIdentityResourceId.value)"
