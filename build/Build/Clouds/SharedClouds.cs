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

    private readonly ConcurrentDictionary<(string Cloud, string? Tenant), Lazy<Task<AzureSession>>> _sessions = new();
    private readonly SharedAnswers _answers = new();
    private readonly BatchedReads _reads = new(time, images);
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
    ) =>
        (await _sessions.GetOrAdd(cloud, _ => new Lazy<Task<AzureSession>>(connect)).Value).Beside(
            options with
            {
                Answers = _answers,
                Reads = images > 1 ? _reads : null,
                LogPause = images * LogPauseForEach,
                PollDelay = images > 1 && cloud.Cloud == "local" ? LocalPoll : null,
            }
        );

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
        foreach (Lazy<Task<AzureSession>> session in _sessions.Values)
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
}
