using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>
/// What the image builder does in the subscription, done by the types' own handlers as the platform: the rules of each
/// type hold, the permission of an identity is requested separately.
/// </summary>
internal sealed class Inside(ResourceStore store, TypeCatalogue types)
{
    /// <summary>Creates or replaces a resource; it is there and Succeeded when the call returns.</summary>
    /// <exception cref="ArmException">The type refuses it.</exception>
    public void Put(string id, JsonObject body)
    {
        ArmResponse answer = Send("PUT", id, body);
        if (answer.Status >= 400)
        {
            throw new ArmException(answer.Status, ArmError.FromJson(answer.Body) ?? new ArmError("Unknown", ""));
        }
        store.Update(id, (b, _) => b.Ensure("properties")["provisioningState"] = "Succeeded");
    }

    /// <summary>Deletes a resource with everything below it; does nothing if it does not exist.</summary>
    public void Remove(string id)
    {
        foreach (StoredResource below in store.Under(id + "/"))
        {
            store.Remove(below.Id);
        }
        store.Remove(id);
    }

    /// <summary>Reads a resource through its type, so that types which store no document are asked too.</summary>
    public ArmResponse Get(string id) => Send("GET", id, null);

    private ArmResponse Send(string method, string id, JsonObject? body)
    {
        ArmPath path = ArmPath.Parse(id);
        ResourceType type =
            types.Find(path.Type)
            ?? throw new ArmException(501, "NotModelled", $"LocalAzure does not model the type '{path.Type}'.");
        ArmRequest request = new(method, path, type.ApiVersions[^1], Caller.System) { Body = body };
        // Handlers of plain documents end before they return; none of them waits.
        return type.HandleAsync(request, CancellationToken.None).GetAwaiter().GetResult();
    }
}
