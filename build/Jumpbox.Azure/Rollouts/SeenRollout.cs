using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Boundaries;
using Jumpbox.Rollouts;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Rollouts;

/// <summary>What a look at a rollout shows.</summary>
/// <param name="Sight">What the next step is decided from.</param>
/// <param name="Revisions">The revisions.</param>
/// <param name="Views">What machines report of themselves, by id.</param>
/// <param name="Foreign">What is in the group and not of this rollout.</param>
/// <param name="Why">Why the revision that was to be reached was given up; empty if it was not.</param>
internal sealed record SeenRollout(
    RolloutSight Sight,
    IReadOnlyList<FoundRevision> Revisions,
    IReadOnlyDictionary<string, JsonObject> Views,
    IReadOnlyList<string> Foreign,
    string Why
)
{
    /// <summary>What has the tags of a machine: its scale set, or itself.</summary>
    public ResourceId TaggedOf(RolledMachine machine) => OwnerOf(machine).Set ?? ResourceId.Parse(machine.Id);

    /// <summary>The revision of a machine.</summary>
    public FoundRevision OwnerOf(RolledMachine machine) => Revisions.First(one => one.Revision == machine.Revision);

    /// <summary>
    /// Puts it together. A revision that was given up, as its tag says, or in this run, is left for the one with the most machines.
    /// </summary>
    public static SeenRollout Of(
        RolloutSettings rollout,
        string wanted,
        IReadOnlyList<FoundRevision> revisions,
        IReadOnlyList<RolledMachine> machines,
        IReadOnlyDictionary<string, JsonObject> views,
        IReadOnlyList<string> foreign,
        string? gaveUp
    )
    {
        string? why =
            revisions.FirstOrDefault(one => one.Revision == wanted && one.Failed is not null)?.Failed ?? gaveUp;
        FoundRevision? before = why is null
            ? null
            : revisions
                .Where(one => one.Revision != wanted && one.Failed is null)
                .OrderByDescending(one => one.Machines.Count)
                .FirstOrDefault();
        string target = before?.Revision ?? wanted;
        FoundRevision? reached = revisions.FirstOrDefault(one => one.Revision == target);
        bool isSet = reached is null ? rollout.Kind != RolloutKind.Machines : reached.Set is not null;
        return new(
            new RolloutSight(target, rollout.Instances, isSet ? rollout.Surge : rollout.Instances, machines)
            {
                Failed = before is null ? null : wanted,
                Revisions = [.. revisions.Select(one => one.Revision)],
                CanGrow = isSet || target == wanted,
                OnlyNotifies = rollout.OnlyNotifies,
            },
            revisions,
            views,
            foreign,
            why ?? ""
        );
    }

    /// <summary>A machine as it was read.</summary>
    public static RolledMachine Machine(
        FoundRevision revision,
        ResourceId id,
        JsonObject body,
        JsonObject? view,
        DateTimeOffset now
    )
    {
        DateTimeOffset created = body.Moment("properties", "timeCreated") ?? now;
        (MachineHealth health, string why) = MachineHealthReading.Of(
            body.Text("properties", "provisioningState"),
            view.Text("vmHealth", "status", "code"),
            now - created,
            Limits.MachineHealth
        );
        JsonObject? protection = body.Object("properties", "protectionPolicy");
        string name = revision.Set is { } set && id.Name.All(char.IsAsciiDigit) ? $"{set.Name} {id.Name}" : id.Name;
        return new($"{id}", name, revision.Revision, health, why)
        {
            MayBeClosed = revision.Closed.Contains(revision.Set ?? id),
            IsProtected =
                protection.Flag("protectFromScaleIn") == true || protection.Flag("protectFromScaleSetActions") == true,
        };
    }
}
