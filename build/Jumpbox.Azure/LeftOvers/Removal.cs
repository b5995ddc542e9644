using System.Collections.Concurrent;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Boundaries;
using Jumpbox.Cleaning;
using Polly;
using Polly.Retry;

namespace Jumpbox.Azure.LeftOvers;

/// <summary>
/// Deletes resources one by one. A resource counts as deleted when a read confirms it; a failure is recorded with its reason
/// and does not stop the rest.
/// </summary>
internal sealed class Removal(AzureSession azure, Action<string> say)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private const int MostConflicts = 60;
    private const int MostLooks = 12;
    private const int MostDeletions = 3;

    private readonly ConcurrentQueue<CleanedItem> _items = new();

    /// <summary>The outcomes in order of completion.</summary>
    public IReadOnlyList<CleanedItem> Items => [.. _items];

    /// <summary>Records a resource that stays for a good reason.</summary>
    public void Leave(string id, string reason) => _items.Enqueue(new CleanedItem(id, CleanedOutcome.Left, reason));

    /// <summary>Records resources that stay for good reasons.</summary>
    public void Leave(IEnumerable<CleanedItem> items)
    {
        foreach (CleanedItem item in items)
        {
            _items.Enqueue(item);
        }
    }

    /// <summary>Records a resource that should have been deleted.</summary>
    public void Fail(string id, string reason) => _items.Enqueue(new CleanedItem(id, CleanedOutcome.Failed, reason));

    /// <summary>Runs a part of the work; records a failure and continues.</summary>
    public async Task<T?> TryAsync<T>(string id, Func<Task<T>> part)
    {
        try
        {
            return await part();
        }
        catch (AzureFailure failure)
        {
            Note(id, failure);
            return default;
        }
    }

    /// <summary>Deletes a resource.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="apiVersion">The API version of the confirming read.</param>
    /// <param name="delete">Starts its deletion; null when there is nothing to delete or the deletion is synchronous.</param>
    /// <param name="held">Called right before each deletion; returns the reason to keep the resource, or null.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Whether it no longer exists.</returns>
    public async Task<bool> RemoveAsync(
        string id,
        string apiVersion,
        Func<Task<ArmOperation?>> delete,
        CancellationToken cancellationToken,
        Func<Task<CleanedItem?>>? held = null
    ) =>
        await TryAsync(
            id,
            () =>
                Deadline.KeepAsync(
                    azure.Options,
                    $"remove {id}",
                    id,
                    Limits.Removal,
                    cancellationToken => RemoveInTimeAsync(id, apiVersion, delete, held, cancellationToken),
                    cancellationToken,
                    quiet: true
                )
        );

    private async Task<bool> RemoveInTimeAsync(
        string id,
        string apiVersion,
        Func<Task<ArmOperation?>> delete,
        Func<Task<CleanedItem?>>? held,
        CancellationToken cancellationToken
    )
    {
        if (!await ExistsAsync(id, apiVersion, cancellationToken))
        {
            return true;
        }
        // Azure may confirm a deletion without doing it; repeating it is harmless.
        for (int deletion = 1; deletion <= MostDeletions; deletion++)
        {
            if (await DeleteAsync(delete, held, cancellationToken) is { } stays)
            {
                _items.Enqueue(stays);
                return false;
            }
            if (await IsDeletedAsync(id, apiVersion, cancellationToken))
            {
                _items.Enqueue(new CleanedItem(id, CleanedOutcome.Removed));
                return true;
            }
            say($"Azure confirmed the deletion of {id} but still lists it: deleting it again.");
        }
        Fail(id, $"Azure confirmed its deletion {MostDeletions} times but still lists it.");
        return false;
    }

    private async Task<CleanedItem?> DeleteAsync(
        Func<Task<ArmOperation?>> delete,
        Func<Task<CleanedItem?>>? held,
        CancellationToken cancellationToken
    )
    {
        ResiliencePipeline patience = new ResiliencePipelineBuilder { TimeProvider = azure.Options.Time }
            .AddRetry(
                new RetryStrategyOptions
                {
                    ShouldHandle = new PredicateBuilder().Handle<AzureFailure>(IsTemporary),
                    Delay = Pause,
                    MaxRetryAttempts = MostConflicts,
                    OnRetry = retry =>
                    {
                        if (retry.AttemptNumber == 0)
                        {
                            say($"Cannot be removed yet ({((AzureFailure)retry.Outcome.Exception!).Code}): waiting.");
                        }
                        return ValueTask.CompletedTask;
                    },
                }
            )
            .Build();
        return await patience.ExecuteAsync<CleanedItem?>(
            async _ =>
            {
                if (held is not null && await held() is { } stays)
                {
                    return stays;
                }
                if (await delete() is { } operation)
                {
                    await operation.WaitAsync(cancellationToken);
                }
                return null;
            },
            cancellationToken
        );
    }

    private async Task<bool> IsDeletedAsync(string id, string apiVersion, CancellationToken cancellationToken)
    {
        for (int look = 1; await ExistsAsync(id, apiVersion, cancellationToken); look++)
        {
            if (look >= MostLooks)
            {
                return false;
            }
            if (look == 1)
            {
                say($"Azure has deleted {id} but still lists it: waiting.");
            }
            await Task.Delay(Pause, azure.Options.Time, cancellationToken);
        }
        return true;
    }

    private async Task<bool> ExistsAsync(string id, string apiVersion, CancellationToken cancellationToken) =>
        await azure.GetAsync(id, apiVersion, cancellationToken) is not null;

    // A conflict with a running operation is temporary; a lock or a reference is not.
    private static bool IsTemporary(AzureFailure failure) =>
        failure.Status == 409
        && !failure.Mentions("ScopeLocked")
        && !failure.Mentions("InUse")
        && !failure.Mentions("HasAssignments");

    private void Note(string id, AzureFailure failure)
    {
        if (failure.Mentions("RoleDefinitionHasAssignments"))
        {
            Leave(id, "the role is still assigned to someone else");
            return;
        }
        Fail(id, failure.Message);
    }
}
