using System.Collections.Concurrent;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>Reads many subscriptions at once and collects what could not be read, each as a sentence without its full stop.</summary>
internal sealed class UnreadPlaces(AzureSession azure)
{
    private const int MaximumParallel = 8;

    private readonly ConcurrentQueue<string> _reasons = [];

    /// <summary>What could not be read so far.</summary>
    public IReadOnlyCollection<string> Reasons => _reasons;

    public void Add(string reason) => _reasons.Enqueue(reason);

    /// <summary>Reads something; a failure of Azure becomes a reason.</summary>
    public async Task TryAsync(string what, Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (AzureFailure failure)
        {
            string status = failure.Status > 0 ? $", {failure.Status}" : "";
            Add($"{what} could not be read ({failure.Code}{status})");
        }
    }

    /// <summary>Reads each subscription, several at once.</summary>
    public async Task EachAsync(
        IEnumerable<string> subscriptions,
        Func<string, CancellationToken, Task> read,
        CancellationToken cancellationToken
    ) =>
        await Parallel.ForEachAsync(
            subscriptions,
            new ParallelOptions { MaxDegreeOfParallelism = MaximumParallel, CancellationToken = cancellationToken },
            async (subscription, cancellationToken) =>
                await TryAsync($"subscription {subscription}", () => read(subscription, cancellationToken))
        );

    /// <summary>Checks that the account may read all of a subscription: lists and queries omit what it may not.</summary>
    public async Task CheckRightsAsync(string subscription, CancellationToken cancellationToken)
    {
        if (!await azure.Permissions.ReadsAllAsync($"/subscriptions/{subscription}", cancellationToken))
        {
            Add($"the account may not read all of subscription {subscription} (*/read)");
        }
    }
}
