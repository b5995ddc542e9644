namespace Jumpbox.Fleets;

/// <summary>
/// Lets builds of several images begin as their quotas allow: together they take no more cores than were free before the first one. One
/// build may always run, because Prereqs has judged it.
/// </summary>
public sealed class BuildPlaces
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _taken = [];
    private readonly Dictionary<string, int> _free = [];
    private TaskCompletionSource _returned = New();

    /// <summary>Waits until there are enough cores.</summary>
    /// <param name="cores">The cores of the build.</param>
    /// <param name="onWait">Told the quota that it waits for, once.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Returns the cores when it is disposed.</returns>
    public async Task<IDisposable> EnterAsync(
        BuildCores cores,
        Action<string> onWait,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(cores);
        ArgumentNullException.ThrowIfNull(onWait);
        for (bool told = false; ; told = true)
        {
            Task next;
            string? missing;
            lock (_gate)
            {
                missing = Missing(cores);
                if (missing is null)
                {
                    Change(cores, +1);
                    return new Place(this, cores);
                }
                next = _returned.Task;
            }
            if (!told)
            {
                onWait(missing);
            }
            await next.WaitAsync(cancellationToken);
        }
    }

    private string? Missing(BuildCores cores)
    {
        foreach ((string quota, int free) in cores.Free)
        {
            // As it was before the first build of this run: later readings count the run's own.
            _free.TryAdd(quota, free);
        }
        return cores
            .Needed.Where(need =>
                _taken.GetValueOrDefault(need.Key) is > 0 and int taken && taken + need.Value > _free[need.Key]
            )
            .Select(need => need.Key)
            .FirstOrDefault();
    }

    private void Change(BuildCores cores, int sign)
    {
        foreach ((string quota, int needed) in cores.Needed)
        {
            _taken[quota] = _taken.GetValueOrDefault(quota) + sign * needed;
        }
    }

    private void Return(BuildCores cores)
    {
        TaskCompletionSource returned;
        lock (_gate)
        {
            Change(cores, -1);
            (returned, _returned) = (_returned, New());
        }
        returned.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed class Place(BuildPlaces places, BuildCores cores) : IDisposable
    {
        private int _isReturned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReturned, 1) == 0)
            {
                places.Return(cores);
            }
        }
    }
}
