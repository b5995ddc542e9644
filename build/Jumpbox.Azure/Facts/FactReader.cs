using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Checks;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>
/// Reads facts from Azure. A refused read becomes "unreadable" instead of a failure, and each resource is read once.
/// </summary>
internal sealed class FactReader(AzureSession session, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Reading<JsonObject>>>> _asked = new(
        StringComparer.OrdinalIgnoreCase
    );

    private readonly ConcurrentDictionary<string, Lazy<Task<Reading<IReadOnlyList<JsonObject>>>>> _listed = new(
        StringComparer.OrdinalIgnoreCase
    );

    public AzureSession Session => session;

    public CancellationToken Cancel => cancellationToken;

    /// <summary>Reads a resource, once.</summary>
    public async Task<Reading<T>> GetAsync<T>(ResourceId id, string apiVersion, Func<JsonObject, T> read)
        where T : notnull
    {
        Reading<JsonObject> body = await _asked
            .GetOrAdd(
                id.ToString(),
                path =>
                    new(() =>
                        AskAsync<JsonObject>(
                            path,
                            async () => await session.GetAsync(path, apiVersion, cancellationToken)
                        )
                    )
            )
            .Value;
        try
        {
            return Turn(body, read);
        }
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            return Readings.Unreadable<T>(body.Source, $"{failure.Fault.Sign}. {failure.Fault.Message}");
        }
    }

    /// <summary>Reads several resources; one without properties says nothing, and counts as unreadable.</summary>
    public async Task<IReadOnlyDictionary<ResourceId, Reading<T>>> GetAllAsync<T>(
        IEnumerable<ResourceId?> ids,
        Func<JsonObject, T> read
    )
        where T : notnull
    {
        (ResourceId Id, Reading<T> Reading)[] all = await Task.WhenAll(
            ids.OfType<ResourceId>().Distinct().Select(async id => (id, await GetWholeAsync(id, read)))
        );
        return all.ToDictionary(pair => pair.Id, pair => pair.Reading);
    }

    // No routes and no rules would be good news for want of proof.
    private async Task<Reading<T>> GetWholeAsync<T>(ResourceId id, Func<JsonObject, T> read)
        where T : notnull
    {
        Reading<JsonObject> body = await GetAsync(id, ApiVersions.Network, one => one);
        return body.State == ReadingState.Present && body.Value.Object("properties") is null
            ? Readings.Unreadable<T>($"{id}", "Azure reports no properties for it.")
            : await GetAsync(id, ApiVersions.Network, read);
    }

    /// <summary>Reads all pages of a list once, however often it is asked for.</summary>
    public Task<Reading<IReadOnlyList<JsonObject>>> ListOnceAsync(string path, string apiVersion) =>
        _listed
            .GetOrAdd(path, one => new(() => ListAsync(one, session.ListAsync(one, apiVersion, cancellationToken))))
            .Value;

    /// <summary>Reads all pages of a list.</summary>
    public Task<Reading<IReadOnlyList<T>>> ListAsync<T>(string source, IAsyncEnumerable<T> items) =>
        AskAsync<IReadOnlyList<T>>(source, async () => await items.ToListAsync(cancellationToken));

    /// <summary>Runs a read; null becomes "absent" and a refusal "unreadable".</summary>
    public static async Task<Reading<T>> AskAsync<T>(string source, Func<Task<T?>> ask)
        where T : class
    {
        try
        {
            return await ask() is { } value ? Readings.Present(source, value) : Readings.Absent<T>(source);
        }
        // No response and a failed sign-in end the run; they are not facts about a resource.
        catch (AzureFailure failure) when (!failure.Fault.IsOutage)
        {
            return Readings.Unreadable<T>(source, $"{failure.Fault.Sign}. {failure.Fault.Message}");
        }
    }

    /// <summary>Converts the value of a reading.</summary>
    public static Reading<TTo> Turn<TFrom, TTo>(Reading<TFrom> reading, Func<TFrom, TTo> turn)
        where TFrom : notnull =>
        reading.State switch
        {
            ReadingState.Present => Readings.Present(reading.Source, turn(reading.Value)),
            ReadingState.Absent => Readings.Absent<TTo>(reading.Source),
            _ => Readings.Unreadable<TTo>(reading.Source, reading.Reason ?? ""),
        };
}
