using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Resources;
using LocalAzure.Store;

namespace LocalAzure.Providers.VirtualMachineImages;

/// <summary>
/// Triggers of image templates: stored, read and deleted. They never fire, because LocalAzure's sources do not change.
/// </summary>
internal sealed class Triggers(ResourceContext context) : StoredType(context, TypeName)
{
    public const string TypeName = "Microsoft.VirtualMachineImages/imageTemplates/triggers";

    protected override bool IsTracked => false;

    protected override LongRunningStyle? Style => LongRunningStyle.AsyncOperation;

    protected override LongRunningStyle? DeleteStyle => LongRunningStyle.Location;

    protected override string NamePattern => "^[A-Za-z0-9-_.]{1,64}$";

    protected override ArmResponse Patch(ArmRequest request) => throw NotAllowed(request);

    protected override void Check(ArmRequest request, JsonObject body, StoredResource? existing)
    {
        IReadOnlyList<ArmError> problems = new ShapeCheck(request.ApiVersion).Check(body, TemplateShape.Trigger);
        if (problems.Count > 0)
        {
            throw new ArmException(400, problems[0] with { Details = problems.Count > 1 ? problems : null });
        }
    }

    protected override void Fill(ArmRequest request, JsonObject document, JsonObject hidden, StoredResource? existing)
    {
        document.Remove("etag");
        document.Ensure("properties")["status"] = new JsonObject
        {
            ["code"] = "Healthy",
            ["message"] = "",
            ["time"] = Operations.Stamp(Context.Now),
        };
    }
}
