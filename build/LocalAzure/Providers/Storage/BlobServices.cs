using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Storage;

/// <summary>The properties of an account's blob service, which is always there and is called default.</summary>
internal sealed class BlobServices(ResourceContext context) : StoredType(context, TypeName)
{
    public const string TypeName = "Microsoft.Storage/storageAccounts/blobServices";

    protected override bool IsTracked => false;

    protected override string NamePattern => "^default$";

    // blob.json: 200 only.
    protected override int StatusOfPut(bool isNew) => 200;

    protected override ArmError? Judge(
        ArmRequest request,
        IReadOnlyList<Specifications.SpecificationProblem> problems
    ) => AccountRules.Judge(problems);

    protected override StoredResource? Find(ArmPath path) =>
        base.Find(path)
        ?? (
            ArmPath.Same(path.Name, "default") && Context.Store.Find(path.Parent!.Id) is { } account
                ? new StoredResource(
                    $"{account.Id}/blobServices/default",
                    Name,
                    new JsonObject
                    {
                        ["id"] = $"{account.Id}/blobServices/default",
                        ["name"] = "default",
                        ["type"] = Name,
                        ["properties"] = new JsonObject
                        {
                            ["cors"] = new JsonObject { ["corsRules"] = new JsonArray() },
                        },
                    }
                )
                : null
        );

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        document.Remove("etag");
        document.Remove("systemData");
        document.Ensure("properties").Remove("provisioningState");
    }

    protected override ArmResponse Delete(ArmRequest request) => throw NotAllowed(request);
}
