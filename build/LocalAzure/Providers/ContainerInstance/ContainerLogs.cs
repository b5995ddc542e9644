using System.Globalization;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.ContainerInstance;

/// <summary>GET …/containerGroups/{group}/containers/{container}/logs[?tail=n].</summary>
internal sealed class ContainerLogs(ResourceContext context)
    : ResourceType(
        context,
        $"{ContainerGroups.TypeName}/containers/logs",
        [.. Specification.VersionsOf(ContainerGroups.TypeName)]
    )
{
    public override string? ActionOf(ArmRequest request) => $"{ContainerGroups.TypeName}/containers/logs/read";

    protected override ArmResponse List(ArmRequest request)
    {
        ArmPath? group = request.Path.Parent?.Parent;
        if (group is null || Context.Store.Find(group.Id) is not { } found)
        {
            throw new ArmException(
                404,
                "ResourceNotFound",
                $"The container group of '{request.Path.Id}' was not found."
            );
        }
        string name = request.Path.Names[^1];
        if (!found.Body.At("properties", "containers").Items().Any(c => ArmPath.Same(c["name"].Text(), name)))
        {
            throw new ArmException(
                404,
                "ContainerNotFound",
                $"The container group '{found.Name}' has no container '{name}'."
            );
        }
        string text = ContainerOutput.Read(Context.Store, found.Id);
        if (int.TryParse(request.Option("tail"), NumberStyles.None, CultureInfo.InvariantCulture, out int tail))
        {
            text = string.Join('\n', text.TrimEnd('\n').Split('\n').TakeLast(tail));
        }
        return ArmResponse.Ok(new JsonObject { ["content"] = text });
    }
}
