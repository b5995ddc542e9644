using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Azure.Core;
using Jumpbox.Settings;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// Reads of resources of one type in one resource group that the images of a run ask for at about the same time, as one list. A
/// list is requested after the last question, so that it is as recent as a read. What a list does not have is read by itself,
/// because a list can lag behind.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="images">How many images there are.</param>
public sealed class BatchedReads(TimeProvider time, int images = 1)
{
    private const int Fewest = 2;

    // Each image has some work of its own between two reads, so that more of them ask in a longer time.
    private readonly TimeSpan _window = TimeSpan.FromMilliseconds(Math.Clamp(images * 40, 100, 1000));

    // Types whose list has everything that a read has. Source: azure-rest-api-specs, ImageTemplateListResult and ImageListResult.
    private static readonly string[] Types =
    [
        "Microsoft.VirtualMachineImages/imageTemplates",
        "Microsoft.Compute/images",
        "Microsoft.Resources/deployments",
    ];

    // The one whose resources are mostly asked for when they exist; of the others, those that are known to exist. What does not would
    // be read by itself afterwards.
    private const string Polled = "Microsoft.VirtualMachineImages/imageTemplates";

    private readonly ConcurrentDictionary<string, Batch> _waiting = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The list that has a resource; null if it is read by itself.</summary>
    /// <param name="call">The read.</param>
    internal static string? ListOf(ArmCall call) =>
        call.Method == RequestMethod.Get
        && call.Query.Count == 0
        && ResourceId.TryParse(call.Path, out ResourceId? id)
        && (id.IsOfType(Polled) || (call.Exists && Array.Exists(Types, id.IsOfType)))
            ? $"{id.Group}/providers/{id.Type}"
            : null;

    /// <summary>Whether a call is such a list itself.</summary>
    /// <param name="call">The call.</param>
    internal static bool IsList(ArmCall call) =>
        call.Query.Count == 0
        && call.Path.Contains("/resourceGroups/", StringComparison.OrdinalIgnoreCase)
        && Types.Any(type => call.Path.EndsWith($"/providers/{type}", StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a list, together with those who ask for it or for its resources at about the same time.</summary>
    /// <param name="call">The list.</param>
    /// <param name="all">Reads all its pages.</param>
    internal async Task<IEnumerable<JsonObject>> ListAsync(
        ArmCall call,
        Func<ArmCall, IAsyncEnumerable<JsonObject>> all
    ) =>
        (
            await ReadAsync(
                call,
                call.Path,
                async list => new JsonObject { ["value"] = new JsonArray([.. await all(list).ToArrayAsync()]) },
                all
            )
        ).Objects("value");

    /// <summary>Reads a resource.</summary>
    /// <param name="call">The read.</param>
    /// <param name="list">The list that has it.</param>
    /// <param name="one">Reads a resource by itself.</param>
    /// <param name="all">Reads all pages of a list.</param>
    /// <returns>The resource, of which the caller has the only copy; null when it does not exist.</returns>
    internal Task<JsonObject?> ReadAsync(
        ArmCall call,
        string list,
        Func<ArmCall, Task<JsonObject?>> one,
        Func<ArmCall, IAsyncEnumerable<JsonObject>> all
    )
    {
        Question question = new(call, one);
        while (true)
        {
            Batch batch = _waiting.GetOrAdd(list, _ => new Batch());
            if (!batch.Add(question, out bool isFirst))
            {
                continue;
            }
            if (isFirst)
            {
                _ = AnswerAsync(batch, list, all);
            }
            return question.Answer.Task;
        }
    }

    private async Task AnswerAsync(Batch batch, string list, Func<ArmCall, IAsyncEnumerable<JsonObject>> all)
    {
        await Task.Delay(_window, time);
        _waiting.TryRemove(KeyValuePair.Create(list, batch));
        List<Question> questions = batch.Close();
        JsonObject[]? listed = null;
        if (
            questions.Any(question => IsList(question.Call))
            || questions.DistinctBy(one => one.Call.Path, StringComparer.OrdinalIgnoreCase).Count() >= Fewest
        )
        {
            // However it fails, each question gets its own answer, or its own failure.
            Task<JsonObject[]> reading = ReadAllAsync(
                all,
                new ArmCall($"list {list}", RequestMethod.Get, list, questions[0].Call.ApiVersion)
            );
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            listed = reading.IsCompletedSuccessfully ? await reading : null;
        }
        await Task.WhenAll(questions.Select(question => question.SettleAsync(Part(question.Call, listed))));
    }

    private static async Task<JsonObject[]> ReadAllAsync(
        Func<ArmCall, IAsyncEnumerable<JsonObject>> all,
        ArmCall call
    ) => await all(call).ToArrayAsync();

    private static JsonObject? Part(ArmCall call, JsonObject[]? listed) =>
        listed is null ? null
        : IsList(call) ? new JsonObject { ["value"] = new JsonArray([.. listed.Select(item => item.DeepClone())]) }
        : Array
            .Find(listed, item => call.Path.Equals(item.Text("id"), StringComparison.OrdinalIgnoreCase))
            ?.DeepClone()
            .AsObject();

    private sealed record Question(ArmCall Call, Func<ArmCall, Task<JsonObject?>> One)
    {
        public TaskCompletionSource<JsonObject?> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        // The question's own failure goes to the one who asked.
        public Task<bool> SettleAsync(JsonObject? listed) =>
            (listed is null ? One(Call) : Task.FromResult<JsonObject?>(listed)).ContinueWith(
                Answer.TrySetFromTask,
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
    }

    private sealed class Batch
    {
        private readonly Lock _gate = new();
        private List<Question>? _questions = [];

        public bool Add(Question question, out bool isFirst)
        {
            lock (_gate)
            {
                isFirst = _questions is { Count: 0 };
                _questions?.Add(question);
                return _questions is not null;
            }
        }

        public List<Question> Close()
        {
            lock (_gate)
            {
                List<Question> all = _questions!;
                _questions = null;
                return all;
            }
        }
    }
}
