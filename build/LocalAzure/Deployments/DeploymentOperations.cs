using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Providers.Resources;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Deployments;

/// <summary>GET {deployment}/operations and …/operations/{id}: the state of each resource of a deployment.</summary>
internal sealed class DeploymentOperations(ResourceContext context)
    : ResourceType(context, TypeName, ResourcesVersions.ResourceGroups)
{
    public const string TypeName = "Microsoft.Resources/deployments/operations";

    protected override ArmResponse List(ArmRequest request)
    {
        string deployment = request.Path.Parent!.Id;
        return Context.Store.Find(deployment) is null
            ? throw Deployments.Missing(request.Path.Parent.Name)
            : ArmResponse.List(Context.Store.Under(deployment + "/operations/").Select(o => (JsonNode)o.Body));
    }

    protected override ArmResponse Get(ArmRequest request) =>
        ArmResponse.Ok(
            Context.Store.Find(request.Path.Id)?.Body.Copy()
                ?? throw new ArmException(
                    404,
                    "DeploymentOperationNotFound",
                    $"The deployment operation '{request.Path.Name}' could not be found."
                )
        );
}
