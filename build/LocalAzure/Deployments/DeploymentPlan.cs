using LocalAzure.Arm;
using LocalAzure.TemplateLanguage;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Functions;
using LocalAzure.TemplateLanguage.Planning;

namespace LocalAzure.Deployments;

/// <summary>
/// An accepted deployment: its expanded template, the dependencies of each resource, and the predicted resources.
/// </summary>
internal sealed class DeploymentPlan
{
    private readonly Dependencies _dependencies;

    private DeploymentPlan(DeploymentRequest request, TemplateFrame frame, Prediction prediction)
    {
        Request = request;
        Frame = frame;
        Prediction = prediction;
        _dependencies = new Dependencies(frame);
        prediction.Root.Order = _dependencies.InOrder;
    }

    public DeploymentRequest Request { get; }

    public TemplateFrame Frame { get; }

    public Prediction Prediction { get; }

    /// <summary>The dependencies of each resource.</summary>
    public IReadOnlyDictionary<PlannedResource, List<PlannedResource>> Waits => _dependencies.Waits;

    public IEnumerable<PlannedResource> Active => _dependencies.Active;

    /// <exception cref="ArmException">400: the template, a parameter or an expression is wrong.</exception>
    public static DeploymentPlan Create(ScopeFacts scopes, ArmRequest request)
    {
        DeploymentRequest asked = DeploymentRequest.Read(request);
        try
        {
            string scope = request.Path.Scope;
            DeploymentFacts facts = scopes.Read(scope, request.Path.Name, asked.Location, request.Caller);
            TemplateFrame frame = new(new Template(asked.Template), facts, FunctionTable.Find)
            {
                GivenParameters = asked.Parameters,
            };
            ParameterBinding.Bind(frame, asked.Values());
            Prediction prediction = Prediction.Of(
                frame,
                nested => scopes.Read(CheckNested(nested), "", asked.Location, request.Caller)
            );
            return new DeploymentPlan(asked, frame, prediction);
        }
        catch (TemplateException e)
        {
            throw new ArmException(e.Status, e.Code, e.Message);
        }
    }

    private static string CheckNested(string scope) =>
        ArmPath.Parse(scope).SubscriptionId is not null
            ? scope
            : throw TemplateException.NotModelled(
                $"deployments to tenants and management groups, as a nested one to '{(scope.Length == 0 ? "/" : scope)}'"
            );
}
