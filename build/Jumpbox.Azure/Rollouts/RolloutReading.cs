using System.Text.Json.Nodes;
using Jumpbox.Azure.Clients;
using Jumpbox.Rollouts;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Rollouts;

/// <summary>Reads what exists of a rollout, and what its machines report of themselves.</summary>
/// <param name="azure">The session.</param>
/// <param name="settings">The settings.</param>
/// <param name="fleet">The machines in Azure.</param>
/// <param name="access">Their just-in-time access.</param>
internal sealed class RolloutReading(
    AzureSession azure,
    JumpboxSettings settings,
    RolloutFleet fleet,
    JustInTimeAccess access
)
{
    /// <summary>Reads it.</summary>
    /// <param name="model">What should exist.</param>
    /// <param name="sessions">Who is signed in, as this run has asked.</param>
    /// <param name="gaveUp">Why this run gave the revision up; null if it did not.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task<SeenRollout> ReadAsync(
        RolloutModel model,
        RolloutSessions sessions,
        string? gaveUp,
        CancellationToken cancellationToken
    )
    {
        (IReadOnlyList<FoundRevision> revisions, IReadOnlyList<string> foreign) = await fleet.ReadAsync(
            cancellationToken
        );
        DateTimeOffset now = azure.Options.Time.GetUtcNow();
        Dictionary<string, JsonObject> views = new(StringComparer.OrdinalIgnoreCase);
        List<RolledMachine> machines = [];
        foreach (FoundRevision revision in revisions)
        {
            foreach ((ResourceId id, JsonObject body) in revision.Machines)
            {
                JsonObject? view = await fleet.ViewAsync(id, cancellationToken);
                if (view is not null)
                {
                    views[$"{id}"] = view;
                }
                machines.Add(sessions.Of(SeenRollout.Machine(revision, id, body, view, now)));
            }
        }
        SeenRollout seen = SeenRollout.Of(
            settings.Rollout,
            model.Revision,
            revisions,
            machines,
            views,
            foreign,
            gaveUp
        );
        bool isRestricted = await access.IsCurrentAsync(model.Location, machines, cancellationToken);
        return seen with { Sight = seen.Sight with { IsRestricted = isRestricted } };
    }
}
