using LocalAzure.Settings;

namespace LocalAzure.Store;

/// <summary>What every resource type works with: its documents, time, and operations that outlive a request.</summary>
internal sealed record ResourceContext(ResourceStore Store, Agenda Agenda, Operations Operations, Durations Durations)
{
    public DateTimeOffset Now => Agenda.Now;
}
