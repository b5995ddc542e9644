using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>Brings the packages of an updated lock up to its time of the archive.</summary>
public static class PackagePinning
{
    /// <summary>
    /// Resolves what the images ask for, where the lock has no answer as of its own time. Sets of other images stay while the time
    /// does: another settings file may use them. When it moves they are dropped, because no build takes an older one.
    /// </summary>
    /// <param name="before">The lock before the update.</param>
    /// <param name="update">The update so far.</param>
    /// <param name="requests">What the images ask for.</param>
    /// <param name="resolve">Resolves a request at a time of the archive.</param>
    /// <exception cref="PinSourceException">A request cannot be resolved; then nothing may be written.</exception>
    public static async Task<LockUpdate> PinAsync(
        ToolLock before,
        LockUpdate update,
        IEnumerable<PackageRequest> requests,
        Func<PackageRequest, string, Task<LockedPackageSet>> resolve
    )
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(update);
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(resolve);
        ToolLock next = update.Lock;
        List<LockedPackageSet> sets = [.. next.PackageSets.Where(set => set.Snapshot == next.AptSnapshot)];
        List<ToolChange> changes = [];
        foreach (PackageRequest request in requests)
        {
            if (!sets.Any(set => set.Answers(request)))
            {
                LockedPackageSet set = await resolve(request, next.AptSnapshot);
                sets.Add(set);
                changes.AddRange(Changes(before.PackageSets.FirstOrDefault(old => old.Answers(request)), set));
            }
        }
        return changes.Count == 0 && sets.Count == next.PackageSets.Count
            ? update
            : update with
            {
                Lock = next with { PackageSets = sets },
                Changes = [.. update.Changes, .. changes],
            };
    }

    private static IEnumerable<ToolChange> Changes(LockedPackageSet? before, LockedPackageSet after)
    {
        string what = $"Ubuntu packages of {after.Suite} {after.Architecture}";
        if (before is null)
        {
            yield return new ToolChange(what, null, $"{after.Packages.Count} as of {after.Snapshot}", null);
            yield break;
        }
        yield return new ToolChange(what, before.Snapshot, after.Snapshot, null);
        Dictionary<string, string> old = before.Packages.ToDictionary(one => one.Name, one => one.Version);
        foreach (LockedPackage package in after.Packages)
        {
            string? version = old.GetValueOrDefault(package.Name);
            if (version != package.Version)
            {
                yield return new ToolChange(package.Name, version, package.Version, null);
            }
        }
    }
}
