using System.Collections.Concurrent;
using Azure.Core;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;

namespace Build.Clouds;

/// <summary>
/// The connections of a run of several images: to each cloud one, with one sign-in, one LocalAzure, and the facts that the images
/// have in common.
/// </summary>
/// <param name="images">How many images there are.</param>
/// <param name="time">The clock.</param>
internal sealed class SharedClouds(int images, TimeProvider time) : IAsyncDisposable
{
    // Each read of a log is a request of its own: 20 images read theirs every 5 seconds.
    private static readonly TimeSpan LogPauseForEach = TimeSpan.FromSeconds(0.25);

    // LocalAzure is in the same process or machine, and has the work of all images.
    private static readonly DelayStrategy LocalPoll = DelayStrategy.CreateFixedDelayStrategy(
        TimeSpan.FromMilliseconds(300)
    );

    private readonly ConcurrentDictionary<(string Cloud, string? Tenant), Place> _places = new();
    private readonly Lock _starting = new();
    private Task<LocalCloud>? _local;

    /// <summary>Returns a session for one image.</summary>
    /// <param name="cloud">The cloud and the tenant.</param>
    /// <param name="options">The image's options; the first image's are also the connection's.</param>
    /// <param name="connect">Connects to the cloud.</param>
    public async Task<AzureSession> SessionAsync(
        (string Cloud, string? Tenant) cloud,
        AzureSessionOptions options,
        Func<Task<AzureSession>> connect
    )
    {
        Place place = _places.GetOrAdd(
            cloud,
            _ => new Place(new(connect), new SharedAnswers(time), new BatchedReads(time, images))
        );
        return (await place.Session.Value).Beside(
            options with
            {
                Answers = place.Answers,
                Reads = images > 1 ? place.Reads : null,
                LogPause = images * LogPauseForEach,
                PollDelay = images > 1 && cloud.Cloud == "local" ? LocalPoll : null,
            }
        );
    }

    /// <summary>Returns LocalAzure, started once.</summary>
    /// <param name="start">Starts it.</param>
    public Task<LocalCloud> LocalAsync(Func<Task<LocalCloud>> start)
    {
        lock (_starting)
        {
            return _local ??= start();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (Lazy<Task<AzureSession>> session in _places.Values.Select(place => place.Session))
        {
            if (session is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
            {
                (await session.Value).Dispose();
            }
        }
        if (_local is { IsCompletedSuccessfully: true })
        {
            await (await _local).DisposeAsync();
        }
    }

    // The same address can have another answer in another tenant, and the same id another resource in another cloud.
    private sealed record Place(Lazy<Task<AzureSession>> Session, SharedAnswers Answers, BatchedReads Reads);
}
