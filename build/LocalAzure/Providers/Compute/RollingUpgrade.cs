using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// Brings the instances of a set with the mode Rolling to its model, batch by batch, and stops when too many are unhealthy. Sources:
/// azure-compute-docs, virtual-machine-scale-sets-configure-rolling-upgrades.md and …-maxsurge.md. Azure waits a while for an
/// instance to become healthy; here a state does not change by itself.
/// </summary>
internal sealed class RollingUpgrade
{
    /// <summary>The hidden member of a set with its latest upgrade.</summary>
    public const string Latest = "rollingUpgrade";

    private const string Batch = "scale set batch";
    private readonly ResourceContext _context;
    private readonly ScaleSetInstances _instances;

    public RollingUpgrade(ResourceContext context, ScaleSetInstances instances)
    {
        _context = context;
        _instances = instances;
        context.Agenda.On(Batch, (id, _) => Continue(id), (id, _, error) => Stop(id, "Faulted", error));
    }

    /// <summary>Whether an upgrade of a set is running.</summary>
    public static bool IsRunning(StoredResource set) => set.Hidden.At(Latest, "status").Text() == "RollingForward";

    /// <summary>Why an upgrade cannot begin: too many instances are unhealthy already; null if it can.</summary>
    public ArmError? Obstacle(StoredResource set) => Outdated(set).Count == 0 ? null : Obstacle(set, isBefore: true);

    /// <summary>Begins an upgrade if an instance does not have the model.</summary>
    public void Begin(StoredResource set)
    {
        if (Outdated(set).Count == 0)
        {
            return;
        }
        _context.Store.Update(
            set.Id,
            (_, hidden) =>
                hidden[Latest] = new JsonObject
                {
                    ["status"] = "RollingForward",
                    ["started"] = Operations.Stamp(_context.Now),
                    ["acted"] = Operations.Stamp(_context.Now),
                    ["action"] = "Start",
                    ["upgraded"] = new JsonArray(),
                }
        );
        _context.Agenda.Schedule(_context.Durations.Resource, Batch, set.Id);
    }

    /// <summary>Ends an upgrade; what has been upgraded stays.</summary>
    public void Stop(string set, string status, ArmError? error = null) =>
        _context.Store.Update(
            set,
            (_, hidden) =>
            {
                if (hidden[Latest] is JsonObject latest)
                {
                    latest["status"] = status;
                    latest["acted"] = Operations.Stamp(_context.Now);
                    latest["action"] = status == "Cancelled" ? "Cancel" : "Start";
                    latest["error"] = error?.ToJson();
                }
            }
        );

    private void Continue(string id)
    {
        if (_context.Store.Find(id) is not { } set || !IsRunning(set))
        {
            return;
        }
        List<StoredResource> outdated = Outdated(set);
        if (outdated.Count == 0)
        {
            Stop(id, "Completed");
            return;
        }
        if (Obstacle(set, isBefore: false) is { } obstacle)
        {
            Stop(id, "Faulted", obstacle);
            return;
        }
        RollingPolicy policy = RollingPolicy.Of(set);
        ArmError? refused = Upgrade(set, [.. outdated.Take(policy.SizeOf(_instances.Of(set).Count))], policy.IsSurge);
        StoredResource after = _context.Store.Find(id)!;
        string[] names = [.. after.Hidden.At(Latest, "upgraded").Items().Select(one => one.Text()!)];
        StoredResource[] upgraded = [.. _instances.Of(after).Where(one => names.Contains(one.Key))];
        refused ??= policy.Failure(upgraded.Count(one => !IsHealthy(one)), upgraded.Length);
        if (refused is not null)
        {
            Stop(id, "Faulted", refused);
        }
        else if (Outdated(after).Count == 0)
        {
            Stop(id, "Completed");
        }
        else
        {
            _context.Agenda.Schedule(_context.Durations.Resource + Shortened(policy.Pause), Batch, id);
        }
    }

    // In place, or by new instances first. Where the quota does not suffice for these, Azure continues in place without an error.
    private ArmError? Upgrade(StoredResource set, List<StoredResource> batch, bool surges)
    {
        bool isSurge = surges && HasQuota(set, batch.Count);
        List<StoredResource> changed = batch;
        if (isSurge)
        {
            HashSet<string> before = [.. _instances.Of(set).Select(one => one.Key)];
            try
            {
                _instances.Create(set, batch.Count);
            }
            catch (ArmException full)
            {
                return full.Error;
            }
            _instances.Settle(_context.Store.Find(set.Id)!);
            changed = [.. _instances.Of(_context.Store.Find(set.Id)!).Where(one => !before.Contains(one.Key))];
            int healthy = changed.Count(IsHealthy);
            foreach (StoredResource old in batch.Take(healthy))
            {
                _instances.Remove(old);
            }
        }
        else
        {
            batch.ForEach(one => _instances.Reimage(set, one, toModel: true));
        }
        _context.Store.Update(
            set.Id,
            (_, hidden) =>
            {
                foreach (StoredResource one in changed)
                {
                    (hidden[Latest]!["upgraded"] as JsonArray)!.Add(one.Key);
                }
            }
        );
        return null;
    }

    private bool HasQuota(StoredResource set, int more)
    {
        try
        {
            MachineForms.Check(_context.Store, ScaleSetModel.Machine(set.Body, "x"), more);
            return true;
        }
        catch (ArmException)
        {
            return false;
        }
    }

    // The unhealthy ones first if the policy says so; without enableCrossZoneUpgrade a batch is in one zone.
    private List<StoredResource> Outdated(StoredResource set)
    {
        RollingPolicy policy = RollingPolicy.Of(set);
        List<StoredResource> all =
        [
            .. _instances
                .Of(set)
                .Where(one =>
                    !ScaleSetInstances.IsCurrent(set, one) && !ScaleSetInstances.IsProtected(one, fromScaleIn: false)
                )
                .OrderBy(one => policy.PrefersUnhealthy && IsHealthy(one)),
        ];
        if (all.Count == 0 || policy.IsAcrossZones)
        {
            return all;
        }
        string? zone = ZoneOf(all[0]);
        return [.. all.Where(one => ZoneOf(one) == zone)];
    }

    private ArmError? Obstacle(StoredResource set, bool isBefore)
    {
        IReadOnlyList<StoredResource> all = _instances.Of(set);
        return RollingPolicy.Of(set).Obstacle(all.Count(one => !IsHealthy(one)), all.Count, isBefore);
    }

    // As much shorter as everything else is.
    private TimeSpan Shortened(TimeSpan time) => time * (_context.Durations.Resource / Durations.Real.Resource);

    private bool IsHealthy(StoredResource instance) =>
        !InstanceCreation.IsNeverEnding(instance)
        && MachineExtensions.HealthOf(_context.Store, instance) is null or "Healthy";

    private static string? ZoneOf(StoredResource instance) => instance.Body["zones"].Items().FirstOrDefault().Text();
}
