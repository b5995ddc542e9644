using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Resources;

/// <summary>
/// A type whose bodies are judged by its specification and its rules. Without API versions of its own, it has the published ones.
/// </summary>
internal abstract class JudgedType(ResourceContext context, string name, IReadOnlyList<string> apiVersions)
    : ResourceType(context, name, apiVersions.Count > 0 ? apiVersions : Specification.VersionsOf(name))
{
    /// <summary>Whether the resource has a location and tags.</summary>
    protected virtual bool IsTracked => true;

    protected virtual string NamePattern => "^[A-Za-z0-9][A-Za-z0-9_.()-]{0,79}$";

    /// <summary>Whether a user-assigned identity must exist; a service may report a missing one itself, and later.</summary>
    protected virtual bool ChecksIdentity => true;

    /// <summary>The code that surrounds the service's error in the validation of a deployment; null for none.</summary>
    protected virtual string? EarlyCode => null;

    /// <summary>
    /// The error for a body that differs from its specification; null for a service that ignores what it does not know.
    /// </summary>
    protected virtual ArmError? Judge(ArmRequest request, IReadOnlyList<SpecificationProblem> problems) => null;

    /// <summary>Validates a body by itself: nothing else that exists is considered.</summary>
    public virtual void CheckForm(ArmRequest request, JsonObject body) { }

    /// <summary>Throws for a name that the type does not take.</summary>
    protected virtual void CheckName(string name) => ResourceRules.CheckName(Name, NamePattern, name);

    /// <summary>Refuses a body that differs from the specification; makes of it what the service stores.</summary>
    protected void CheckSpecification(ArmRequest request, JsonObject body)
    {
        if (request.Caller.IsSystem || Specification.Find(Name)?.Body is not { } definition)
        {
            return;
        }
        IReadOnlyList<SpecificationProblem> problems = [];
        // It takes a value that is not known yet for a right one, so that what it finds is proven.
        Foresight.Apart(() => problems = SpecificationCheck.Of(body, definition, Foresight.IsOpen));
        if (problems.Count > 0 && Judge(request, problems) is { } error)
        {
            throw new ArmException(400, error);
        }
    }

    /// <summary>
    /// Runs a check of the service. In the validation of a deployment some services surround their errors by one.
    /// </summary>
    protected void ByService(ArmRequest request, Action check) =>
        Foresight.Apart(() =>
        {
            try
            {
                check();
            }
            catch (ArmException e) when (Foresight.Current is not null && EarlyCode is { } code)
            {
                const string message =
                    "Preflight validation failed. Please refer to the details for the specific errors.";
                throw new ArmException(e.Status, new ArmError(code, message, request.Path.Id, [e.Error]));
            }
        });

    protected virtual StoredResource? Find(ArmPath path) => Context.Store.Find(path.Id);
}
