using System.Security.Cryptography;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Providers.Storage;

/// <summary>Storage accounts and their keys. Names are globally unique.</summary>
internal sealed class StorageAccounts(ResourceContext context) : StoredType(context, TypeName)
{
    public const string TypeName = "Microsoft.Storage/storageAccounts";

    // storage.json: StorageAccounts_Create responds with 202 and Location, or with 200 if the account exists; Delete is synchronous.
    protected override LongRunningStyle? StyleOfPut(StoredResource? existing) =>
        existing is null ? LongRunningStyle.Location : null;

    protected override int StatusOfPut(bool isNew) => isNew ? 202 : 200;

    // Azure/bicep#13784 quotes the account's error inside of this one.
    protected override string? EarlyCode => "PreflightValidationCheckFailed";

    protected override void CheckName(string name)
    {
        if (name.Length is < 3 or > 24 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
        {
            throw new ArmException(
                400,
                "AccountNameInvalid",
                $"{name} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length "
                    + "and use numbers and lower-case letters only."
            );
        }
    }

    // The service ignores members that it does not know.
    protected override ArmError? Judge(ArmRequest request, IReadOnlyList<SpecificationProblem> problems) =>
        AccountRules.Judge(problems);

    public override void CheckForm(ArmRequest request, JsonObject body)
    {
        if (!request.Caller.IsSystem)
        {
            AccountRules.Check(body);
        }
    }

    public override JsonObject Render(StoredResource resource)
    {
        // The port may change on a restart, so the address is not stored.
        JsonObject body = resource.Body.Copy();
        JsonObject properties = body.Ensure("properties");
        string blob = Blobs.Endpoint(Context, resource.Name);
        JsonObject endpoints = new() { ["blob"] = blob };
        // Only blobs are emulated; the other services have the addresses that Azure gives them.
        foreach (string service in AccountRules.ServicesOf(body))
        {
            endpoints[service] =
                service == "web"
                    ? $"https://{resource.Name}.z20.web.core.windows.net/"
                    : $"https://{resource.Name}.{service}.core.windows.net/";
        }
        properties["primaryEndpoints"] = endpoints;
        return body;
    }

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        if (existing is null && Context.Store.OfType(TypeName).Any(a => a.Name == request.Path.Name))
        {
            throw new ArmException(
                409,
                "StorageAccountAlreadyTaken",
                $"The storage account named {request.Path.Name} is already taken."
            );
        }
        if (!request.Caller.IsSystem)
        {
            AccountRules.CheckNetwork(Context.Store, body);
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        if (hidden["keys"] is null)
        {
            hidden["keys"] = new JsonArray(NewKey(), NewKey());
        }
        JsonObject properties = document.Ensure("properties");
        properties["primaryLocation"] = document["location"]?.DeepClone();
        properties["statusOfPrimary"] = "available";
        properties["creationTime"] =
            existing?.Body.At("properties", "creationTime").Text() ?? Operations.Stamp(Context.Now);
        AccountRules.AddDefaults(document);
    }

    protected override ArmResponse Act(ArmRequest request, string action)
    {
        StoredResource account = Find(request.Path) ?? throw NotFound(request.Path);
        if (!ArmPath.Same(action, "listKeys"))
        {
            throw Unsupported(request, action);
        }
        IEnumerable<JsonNode> keys = account
            .Hidden.At("keys")
            .Items()
            .Select(
                (key, i) =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["keyName"] = $"key{i + 1}",
                            ["value"] = key.DeepClone(),
                            ["permissions"] = "FULL",
                        }
            );
        return ArmResponse.Ok(new JsonObject { ["keys"] = new JsonArray([.. keys]) });
    }

    private static JsonNode NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
}
