using LocalAzure.Settings;

namespace LocalAzure.Store;

/// <summary>The services of a resource type: documents, time, and long-running operations.</summary>
internal sealed record ResourceContext(ResourceStore Store, Agenda Agenda, Operations Operations, Durations Durations)
{
    public DateTimeOffset Now => Agenda.Now;

    /// <summary>Whether API versions that are newer than the known ones are refused.</summary>
    public bool IsStrict { get; init; }
}
