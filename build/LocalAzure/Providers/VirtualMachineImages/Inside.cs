using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>
/// The service's changes in the subscription, made as the platform by the handlers of the resource types. The rules of each
/// type apply; the permissions of the identity are checked separately.
/// </summary>
internal sealed class Inside(ResourceStore store, TypeCatalogue types)
{
    /// <summary>Creates or replaces a resource; it is Succeeded when the call returns.</summary>
    /// <exception cref="ArmException">The type refuses it.</exception>
    public void Put(string id, JsonObject body)
    {
        Start(id, body);
        store.Update(id, (b, _) => b.Ensure("properties")["provisioningState"] = "Succeeded");
    }

    /// <summary>Starts to create or replace a resource.</summary>
    /// <exception cref="ArmException">The type refuses it.</exception>
    public void Start(string id, JsonObject body)
    {
        ArmResponse answer = Send("PUT", id, body);
        if (answer.Status >= 400)
        {
            throw new ArmException(answer.Status, ArmError.FromJson(answer.Body) ?? new ArmError("Unknown", ""));
        }
    }

    /// <summary>Deletes a resource and everything below it; does nothing if it does not exist.</summary>
    public void Remove(string id)
    {
        foreach (StoredResource below in store.Under(id + "/"))
        {
            store.Remove(below.Id);
        }
        store.Remove(id);
    }

    /// <summary>Reads a resource through its type, because some types store no document.</summary>
    public ArmResponse Get(string id) => Send("GET", id, null);

    private ArmResponse Send(string method, string id, JsonObject? body)
    {
        ArmPath path = ArmPath.Parse(id);
        ResourceType type =
            types.Find(path.Type)
            ?? throw new ArmException(501, "NotModelled", $"LocalAzure does not model the type '{path.Type}'.");
        ArmRequest request = new(method, path, type.ApiVersions[^1], Caller.System) { Body = body };
        // Handlers of plain documents complete synchronously.
        return type.HandleAsync(request, CancellationToken.None).GetAwaiter().GetResult();
    }
}
