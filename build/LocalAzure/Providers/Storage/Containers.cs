using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.Storage;

/// <summary>The containers of an account as resources; the blob service lists them too.</summary>
internal sealed class Containers(ResourceContext context) : StoredType(context, TypeName)
{
    public const string TypeName = $"{BlobServices.TypeName}/containers";

    protected override bool IsTracked => false;

    // Naming rules of Microsoft.Storage; the error is quoted in Azure/azure-cli#11052.
    protected override void CheckName(string name)
    {
        if (!Regex.IsMatch(name, "^([a-z0-9](-?[a-z0-9]){2,62}|\\$root|\\$web)$") || name.Length > 63)
        {
            throw new ArmException(
                400,
                "InvalidResourceName",
                $"The specifed resource name contains invalid characters. The container name '{name}' must have 3 to 63 lower-case "
                    + "letters, digits and single hyphens between them.",
                "name"
            );
        }
    }

    // The service itself is always there.
    protected override void CheckParent(ArmPath path)
    {
        ResourceRules.CheckParent(Context.Store, Name, path.Parent!);
        if (!ArmPath.Same(path.Parent!.Name, "default"))
        {
            ResourceRules.CheckParent(Context.Store, Name, path);
        }
    }

    protected override ArmError? Judge(
        ArmRequest request,
        IReadOnlyList<Specifications.SpecificationProblem> problems
    ) => AccountRules.Judge(problems);

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        document.Remove("systemData");
        JsonObject properties = document.Ensure("properties");
        properties.Remove("provisioningState");
        properties["publicAccess"] ??= "None";
        properties["hasImmutabilityPolicy"] = false;
        properties["hasLegalHold"] = false;
        properties["leaseState"] = "Available";
        properties["leaseStatus"] = "Unlocked";
        properties["lastModifiedTime"] = Operations.Stamp(Context.Now);
    }

    // Blobs are stored beside the resources.
    protected override void Deleted(StoredResource resource)
    {
        string account = ArmPath.Parse(resource.Id).Parent!.Parent!.Id;
        foreach (StoredResource blob in Blobs.In(Context.Store, account, resource.Name))
        {
            Context.Store.Remove(blob.Id);
        }
    }
}
