using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>Brings the extensions of az of an updated lock up to its az and to what is offered now.</summary>
public static class ExtensionPinning
{
    /// <summary>
    /// Resolves what the images ask for. Sets of other images stay while az does: another settings file may use them. Sets for
    /// another az are dropped, because no build takes them.
    /// </summary>
    /// <param name="before">The lock before the update.</param>
    /// <param name="update">The update so far.</param>
    /// <param name="requests">What the images ask for.</param>
    /// <param name="resolve">Resolves a request.</param>
    /// <exception cref="PinSourceException">A request cannot be resolved; then nothing may be written.</exception>
    public static async Task<LockUpdate> PinAsync(
        ToolLock before,
        LockUpdate update,
        IEnumerable<ExtensionRequest> requests,
        Func<ExtensionRequest, Task<LockedExtensionSet>> resolve
    )
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(update);
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(resolve);
        string? az = update.Lock.Find(ExtensionRequest.Tool)?.Version;
        List<LockedExtensionSet> sets = [.. update.Lock.AzExtensions.Where(set => set.AzureCli == az)];
        List<LockedExtensionSet> resolved = [];
        List<ToolChange> changes = [];
        foreach (ExtensionRequest request in requests)
        {
            if (!resolved.Exists(set => set.Answers(request)))
            {
                LockedExtensionSet set = await resolve(request);
                _ = sets.RemoveAll(old => old.Answers(request));
                resolved.Add(set);
                changes.AddRange(Changes(before, set));
            }
        }
        ToolLock next = update.Lock with { AzExtensions = [.. sets, .. resolved] };
        return next.Digest == update.Lock.Digest
            ? update
            : update with
            {
                Lock = next,
                Changes = [.. update.Changes, .. changes],
            };
    }

    private static IEnumerable<ToolChange> Changes(ToolLock before, LockedExtensionSet after)
    {
        LockedExtensionSet? old = before.AzExtensions.FirstOrDefault(set =>
            set.Architecture == after.Architecture && set.Names.SequenceEqual(after.Names)
        );
        foreach (LockedWheel wheel in after.Wheels)
        {
            LockedWheel? was = old?.Wheels.FirstOrDefault(one =>
                one.Name == wheel.Name && one.IsExtension == wheel.IsExtension
            );
            if (was?.Url != wheel.Url || was.Sha256 != wheel.Sha256)
            {
                string what = wheel.IsExtension ? $"az extension {wheel.Name}" : $"az's {wheel.Name}";
                yield return new ToolChange(what, was?.Version, wheel.Version, null);
            }
        }
    }
}
