using System.Text.Json.Nodes;
using System.Xml;
using LocalAzure.Arm;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Providers.Compute;

/// <summary>
/// Brings the instances of a set with the mode Rolling to its model, batch by batch, and stops when too many are unhealthy. Sources:
/// azure-compute-docs, virtual-machine-scale-sets-configure-rolling-upgrades.md and …-maxsurge.md; Azure/bicep-types-az,
/// "RollingUpgradePolicy" (defaults); the errors as quoted in azure-sdk-for-python's tests of rolling upgrades. Azure waits a while for an
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
    public ArmError? Obstacle(StoredResource set)
    {
        IReadOnlyList<StoredResource> all = _instances.Of(set);
        return Outdated(set).Count == 0
            ? null
            : Exceeded(
                set,
                all,
                "maxUnhealthyInstancePercent",
                "MaxUnhealthyInstancePercentExceededBeforeRollingUpgrade",
                "Rolling Upgrade failed due to exceeding the MaxUnhealthyInstancePercent value (defined in the RollingUpgradePolicy) before any "
                    + "batch was attempted."
            );
    }

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
        if (
            Exceeded(
                set,
                _instances.Of(set),
                "maxUnhealthyInstancePercent",
                "MaxUnhealthyInstancePercentExceededInRollingUpgrade",
                "Rolling Upgrade failed after exceeding the MaxUnhealthyInstancePercent value defined in the RollingUpgradePolicy."
            ) is
            { } before
        )
        {
            Stop(id, "Faulted", before);
            return;
        }
        ArmError? refused = Upgrade(set, [.. outdated.Take(SizeOf(set))]);
        StoredResource after = _context.Store.Find(id)!;
        string[] upgraded = [.. after.Hidden.At(Latest, "upgraded").Items().Select(one => one.Text()!)];
        refused ??= Exceeded(
            after,
            [.. _instances.Of(after).Where(one => upgraded.Contains(one.Key))],
            "maxUnhealthyUpgradedInstancePercent",
            "MaxUnhealthyUpgradedInstancePercentExceededInRollingUpgrade",
            "Rolling Upgrade failed after exceeding the MaxUnhealthyUpgradedInstancePercent value defined in the RollingUpgradePolicy."
        );
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
            _context.Agenda.Schedule(_context.Durations.Resource + PauseOf(after), Batch, id);
        }
    }

    // In place, or by new instances first. Where the quota does not suffice for these, Azure goes on in place without a word.
    private ArmError? Upgrade(StoredResource set, List<StoredResource> batch)
    {
        bool isSurge = Policy(set).At("maxSurge").Flag() == true && HasQuota(set, batch.Count);
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
        JsonNode? policy = Policy(set);
        List<StoredResource> all =
        [
            .. _instances
                .Of(set)
                .Where(one =>
                    !ScaleSetInstances.IsCurrent(set, one) && !ScaleSetInstances.IsProtected(one, fromScaleIn: false)
                )
                .OrderBy(one => policy.At("prioritizeUnhealthyInstances").Flag() == true && IsHealthy(one)),
        ];
        if (all.Count == 0 || policy.At("enableCrossZoneUpgrade").Flag() == true)
        {
            return all;
        }
        string? zone = ZoneOf(all[0]);
        return [.. all.Where(one => ZoneOf(one) == zone)];
    }

    private ArmError? Exceeded(
        StoredResource set,
        IReadOnlyList<StoredResource> of,
        string member,
        string code,
        string text
    )
    {
        int most = Policy(set).At(member).Number() ?? 20;
        int percent = of.Count == 0 ? 0 : 100 * of.Count(one => !IsHealthy(one)) / of.Count;
        return percent <= most
            ? null
            : new(
                code,
                $"{text} {percent}% of instances are in an unhealthy state - more than the threshold of {most}% configured in the "
                    + "RollingUpgradePolicy. The most impactful error is:  Instance found to be unhealthy or unreachable. For details on "
                    + "rolling upgrades, use http://aka.ms/AzureVMSSRollingUpgrade"
            );
    }

    private bool IsHealthy(StoredResource instance) =>
        !InstanceCreation.IsNeverEnding(instance)
        && MachineExtensions.HealthOf(_context.Store, instance) is null or "Healthy";

    private int SizeOf(StoredResource set)
    {
        int percent = Policy(set).At("maxBatchInstancePercent").Number() ?? 20;
        return Math.Max(1, _instances.Of(set).Count * percent / 100);
    }

    // As much shorter as everything else is.
    private TimeSpan PauseOf(StoredResource set)
    {
        try
        {
            TimeSpan pause = XmlConvert.ToTimeSpan(Policy(set).At("pauseTimeBetweenBatches").Text() ?? "PT0S");
            return pause * (_context.Durations.Resource / Durations.Real.Resource);
        }
        catch (FormatException)
        {
            return TimeSpan.Zero;
        }
    }

    private static string? ZoneOf(StoredResource instance) => instance.Body["zones"].Items().FirstOrDefault().Text();

    private static JsonNode? Policy(StoredResource set) =>
        set.Body.At("properties", "upgradePolicy", "rollingUpgradePolicy");
}
