using System.Text.Json.Nodes;
using LocalAzure.TemplateLanguage.Evaluation;

namespace LocalAzure.TemplateLanguage.Planning;

/// <summary>What is predicted of one template: its resources, and below each nested deployment those of its template.</summary>
internal sealed class PredictedLevel
{
    private readonly Dictionary<PlannedResource, JsonObject> _resources = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<PlannedResource, PredictedLevel> _below = new(ReferenceEqualityComparer.Instance);

    /// <summary>The order in which resources are created; null while it depends on what is not known yet.</summary>
    public IReadOnlyList<PlannedResource>? Order { get; set; }

    /// <summary>Whether a nested deployment, here or below, has contents that are not known yet.</summary>
    public bool HasUnknown { get; private set; }

    public void Add(PlannedResource resource, JsonObject shown) => _resources[resource] = shown;

    /// <param name="nested">A nested deployment.</param>
    /// <param name="below">Its contents; null if they are not known yet.</param>
    public void Add(PlannedResource nested, PredictedLevel? below)
    {
        HasUnknown |= below?.HasUnknown ?? true;
        if (below is not null)
        {
            _below[nested] = below;
        }
    }

    /// <summary>The predicted resources, each after those that it waits for.</summary>
    public IEnumerable<JsonObject> InOrder() =>
        (Order ?? [.. _resources.Keys, .. _below.Keys]).SelectMany(resource =>
            _below.TryGetValue(resource, out PredictedLevel? level) ? level.InOrder()
            : _resources.TryGetValue(resource, out JsonObject? shown) ? [shown]
            : Enumerable.Empty<JsonObject>()
        );
}
