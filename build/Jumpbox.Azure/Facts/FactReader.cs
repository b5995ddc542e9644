using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Checks;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Facts;

/// <summary>
/// Asks Azure for facts. What may not be read becomes "unreadable" instead of a failure, and nothing is asked twice: a second
/// question for the same resource gets the first one's answer.
/// </summary>
internal sealed class FactReader(AzureSession session, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Reading<JsonObject>>>> _asked = new(
        StringComparer.OrdinalIgnoreCase
    );

    public AzureSession Session => session;

    public CancellationToken Cancel => cancellationToken;

    /// <summary>Reads a resource; the same one only once.</summary>
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
        return Turn(body, read);
    }

    /// <summary>Reads a whole list.</summary>
    public Task<Reading<IReadOnlyList<T>>> ListAsync<T>(string source, IAsyncEnumerable<T> items) =>
        AskAsync<IReadOnlyList<T>>(source, async () => await items.ToListAsync(cancellationToken));

    /// <summary>Asks; null is "absent", and a refusal is "unreadable".</summary>
    public static async Task<Reading<T>> AskAsync<T>(string source, Func<Task<T?>> ask)
        where T : class
    {
        try
        {
            return await ask() is { } value ? Readings.Present(source, value) : Readings.Absent<T>(source);
        }
        // No answer at all, or a refused sign-in, is the failure of the run and no fact about a resource.
        catch (AzureFailure failure) when (failure.Status is not (0 or 401))
        {
            return Readings.Unreadable<T>(source, $"{failure.Code} ({failure.Status}). {failure.Fault.Message}");
        }
    }

    /// <summary>What a reading of one kind says of another.</summary>
    public static Reading<TTo> Turn<TFrom, TTo>(Reading<TFrom> reading, Func<TFrom, TTo> turn)
        where TFrom : notnull =>
        reading.State switch
        {
            ReadingState.Present => Readings.Present(reading.Source, turn(reading.Value)),
            ReadingState.Absent => Readings.Absent<TTo>(reading.Source),
            _ => Readings.Unreadable<TTo>(reading.Source, reading.Reason ?? ""),
        };
}
