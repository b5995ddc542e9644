using LocalAzure.Arm;
using LocalAzure.TemplateLanguage;
using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Functions;
using LocalAzure.TemplateLanguage.Planning;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.Deployments;

/// <summary>
/// An accepted deployment: its expanded template, the dependencies of each resource, and the predicted resources.
/// </summary>
internal sealed class DeploymentPlan
{
    private DeploymentPlan(DeploymentRequest request, TemplateFrame frame, Prediction prediction)
    {
        Request = request;
        Frame = frame;
        Prediction = prediction;
        Waits = Active.ToDictionary(r => r, r => DependenciesOf(r).Distinct().ToList());
        RefuseCircles();
    }

    public DeploymentRequest Request { get; }

    public TemplateFrame Frame { get; }

    public Prediction Prediction { get; }

    /// <summary>The dependencies of each resource.</summary>
    public IReadOnlyDictionary<PlannedResource, List<PlannedResource>> Waits { get; }

    public IEnumerable<PlannedResource> Active =>
        Frame.Resources.Where(r => r is { IsActive: true, IsExisting: false });

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

    private IEnumerable<PlannedResource> DependenciesOf(PlannedResource resource)
    {
        foreach (string name in resource.DependsOn)
        {
            List<PlannedResource> found = Named(name).ToList();
            if (found.Count == 0)
            {
                throw new TemplateException(
                    $"Deployment template validation failed: 'The resource '{name}' is not defined in the template, and "
                        + $"'{resource.Id}' depends on it. Please see https://aka.ms/arm-syntax for usage details.'."
                );
            }
            foreach (PlannedResource target in found.Where(t => t != resource))
            {
                yield return target;
            }
        }
        foreach (PlannedResource target in Referenced(resource).Where(t => t != resource))
        {
            yield return target;
        }
        foreach (PlannedResource target in Batch(resource))
        {
            yield return target;
        }
    }

    private IEnumerable<PlannedResource> Named(string name) =>
        Frame.Resources.Where(r =>
            Same(r.Symbol, name)
            || Same(r.CopyName, name)
            || Same(r.Id, name)
            || Same(r.Name, name)
            || Same($"{r.Type}/{r.Name}", name)
        );

    private static HashSet<PlannedResource> Referenced(PlannedResource resource)
    {
        HashSet<PlannedResource> seen = new();
        EvaluationContext context = resource.Context with { Seen = r => seen.Add(r) };
        if (resource.IsDeployment)
        {
            NestedDeployment.ParametersOf(resource, context);
            NestedDeployment.TemplateOf(resource, context);
        }
        else
        {
            Prediction.Body(resource, context);
        }
        return seen;
    }

    // A serial loop is a chain of batches.
    private IEnumerable<PlannedResource> Batch(PlannedResource resource)
    {
        if (resource.BatchSize <= 0 || resource.Context.Copy is not { } copy)
        {
            return [];
        }
        long batch = copy.Index / resource.BatchSize;
        return Frame.Resources.Where(r =>
            r.CopyName == resource.CopyName
            && r.Source == resource.Source
            && r.Context.Copy!.Index / resource.BatchSize == batch - 1
        );
    }

    private void RefuseCircles()
    {
        HashSet<PlannedResource> done = new();
        List<PlannedResource> open = new();
        foreach (PlannedResource resource in Active)
        {
            Visit(resource);
        }

        void Visit(PlannedResource resource)
        {
            if (done.Contains(resource) || !Waits.TryGetValue(resource, out List<PlannedResource>? before))
            {
                return;
            }
            if (open.Contains(resource))
            {
                string circle = string.Join(
                    " -> ",
                    open.SkipWhile(r => r != resource).Append(resource).Select(r => r.Id)
                );
                throw new TemplateException(
                    $"Deployment template validation failed: 'Circular dependency detected on resource: '{circle}'. Please see "
                        + "https://aka.ms/arm-syntax-resources for usage details.'."
                );
            }
            open.Add(resource);
            before.ForEach(Visit);
            open.RemoveAt(open.Count - 1);
            done.Add(resource);
        }
    }

    private static bool Same(string? left, string right) => left is not null && Names.Same(left, right);
}
