using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Specifications;
using LocalAzure.Store;

namespace LocalAzure.Resources;

/// <summary>
/// A type whose bodies are judged by its specification and its rules: when a resource is created, and as far as they are known before
/// a deployment starts. Without API versions of its own, it has the published ones.
/// </summary>
internal abstract class JudgedType(ResourceContext context, string name, IReadOnlyList<string> apiVersions)
    : ResourceType(context, name, apiVersions.Count > 0 ? apiVersions : Specification.VersionsOf(name))
{
    /// <summary>Whether the resource has a location and tags.</summary>
    protected virtual bool IsTracked => true;

    protected virtual string NamePattern => "^[A-Za-z0-9][A-Za-z0-9_.()-]{0,79}$";

    /// <summary>Whether a user-assigned identity must exist; a service may report a missing one itself, and later.</summary>
    protected virtual bool ChecksIdentity => true;

    /// <summary>
    /// Whether the service takes part in the validation of a deployment, so that a body that it refuses stops the deployment
    /// before the first resource is created.
    /// </summary>
    protected virtual bool ValidatesEarly => false;

    /// <summary>The code that surrounds the service's error in the validation of a deployment; null for none.</summary>
    protected virtual string? EarlyCode => null;

    /// <summary>
    /// The error for a body that differs from its specification; null for a service that ignores what it does not know.
    /// </summary>
    protected virtual ArmError? Judge(ArmRequest request, IReadOnlyList<SpecificationProblem> problems) => null;

    /// <summary>Validates a body by itself: nothing else that exists is considered.</summary>
    public virtual void CheckForm(ArmRequest request, JsonObject body) { }

    /// <summary>
    /// Why a deployment that contains the resource does not start, as far as its body is known; null if nothing is wrong with it.
    /// </summary>
    /// <param name="request">A PUT with the body that the template gives.</param>
    /// <param name="isOpen">Whether a text stands for a value that is not known yet.</param>
    public ArmError? Foresee(ArmRequest request, Func<string, bool> isOpen)
    {
        JsonObject body = ResourceBody.Given(request.RequireBody());
        try
        {
            if (IsTracked && !ResourceBody.IsOpen(body["location"], isOpen))
            {
                ResourceRules.LocationOf(request.Path, body, Find(request.Path));
            }
            return ValidatesEarly ? ForeseeBody(request, body, isOpen) : null;
        }
        catch (ArmException e)
        {
            return e.Error;
        }
    }

    private ArmError? ForeseeBody(ArmRequest request, JsonObject body, Func<string, bool> isOpen)
    {
        try
        {
            CheckName(request.Path.Name);
            CheckBody(request, body, isOpen);
            return null;
        }
        catch (ArmException e) when (EarlyCode is { } code)
        {
            const string message = "Preflight validation failed. Please refer to the details for the specific errors.";
            return new ArmError(code, message, request.Path.Id, [e.Error]);
        }
    }

    /// <summary>Throws for a name that the type does not take.</summary>
    protected virtual void CheckName(string name) => ResourceRules.CheckName(Name, NamePattern, name);

    /// <summary>Refuses a body that differs from the specification or breaks a rule of the type.</summary>
    protected void CheckBody(ArmRequest request, JsonObject body, Func<string, bool> isOpen)
    {
        if (!request.Caller.IsSystem && Specification.Find(Name)?.Body is { } definition)
        {
            IReadOnlyList<SpecificationProblem> problems = SpecificationCheck.Of(body, definition, isOpen);
            if (problems.Count > 0 && Judge(request, problems) is { } error)
            {
                throw new ArmException(400, error);
            }
        }
        // The rules of a type read values, so they wait until all are known.
        if (!ResourceBody.IsOpen(body["properties"], isOpen))
        {
            CheckForm(request, body);
        }
    }

    protected virtual StoredResource? Find(ArmPath path) => Context.Store.Find(path.Id);
}
