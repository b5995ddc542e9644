using LocalAzure.TemplateLanguage.Evaluation;
using LocalAzure.TemplateLanguage.Values;

namespace LocalAzure.TemplateLanguage.Planning;

/// <summary>Which resources of a template wait for which: by dependsOn, by reference, and by the batches of a serial loop.</summary>
internal sealed class Dependencies
{
    private readonly TemplateFrame _frame;
    private readonly Dictionary<PlannedResource, List<PlannedResource>> _waits;

    /// <exception cref="TemplateException">A dependency is not in the template, or resources wait for each other.</exception>
    public Dependencies(TemplateFrame frame)
    {
        _frame = frame;
        Active = [.. frame.Resources.Where(r => r is { IsActive: true, IsExisting: false })];
        _waits = Active.ToDictionary(r => r, r => Of(r).Distinct().ToList());
        InOrder = Order();
    }

    /// <summary>The resources that are created.</summary>
    public IReadOnlyList<PlannedResource> Active { get; }

    /// <summary>The same, each after those that it waits for.</summary>
    public IReadOnlyList<PlannedResource> InOrder { get; }

    /// <summary>The dependencies of each resource.</summary>
    public IReadOnlyDictionary<PlannedResource, List<PlannedResource>> Waits => _waits;

    private IEnumerable<PlannedResource> Of(PlannedResource resource)
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
            if (found.TrueForAll(target => target == resource))
            {
                throw Circle([resource, resource]);
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
        _frame.Resources.Where(r =>
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
        return _frame.Resources.Where(r =>
            r.CopyName == resource.CopyName
            && r.Source == resource.Source
            && r.Context.Copy!.Index / resource.BatchSize == batch - 1
        );
    }

    private List<PlannedResource> Order()
    {
        HashSet<PlannedResource> done = new();
        List<PlannedResource> ordered = new();
        List<PlannedResource> open = new();
        foreach (PlannedResource resource in Active)
        {
            Visit(resource);
        }
        return ordered;

        void Visit(PlannedResource resource)
        {
            if (done.Contains(resource) || !_waits.TryGetValue(resource, out List<PlannedResource>? before))
            {
                return;
            }
            if (open.Contains(resource))
            {
                throw Circle([.. open.SkipWhile(r => r != resource), resource]);
            }
            open.Add(resource);
            before.ForEach(Visit);
            open.RemoveAt(open.Count - 1);
            done.Add(resource);
            ordered.Add(resource);
        }
    }

    private static TemplateException Circle(IReadOnlyList<PlannedResource> chain) =>
        new(
            $"Deployment template validation failed: 'Circular dependency detected on resource: '{string.Join(" -> ", chain.Select(r => r.Id))}'. "
                + "Please see https://aka.ms/arm-syntax-resources for usage details.'."
        );

    private static bool Same(string? left, string right) => left is not null && Names.Same(left, right);
}
