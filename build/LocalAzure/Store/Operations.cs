using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.Arm;
using LocalAzure.Settings;

namespace LocalAzure.Store;

/// <summary>
/// Long-running operations: stored, polled at signed addresses, and ended by an event of the agenda or by <see
/// cref="Finish"/>.
/// </summary>
internal sealed class Operations(
    ResourceStore store,
    Agenda agenda,
    TimeProvider clock,
    RetryAfterPolicy retryAfter,
    string location,
    byte[] key
)
{
    private const string Prefix = "~operation/";
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();

    /// <summary>Set once the server knows its port.</summary>
    public string Endpoint { get; set; } = "https://127.0.0.1";

    /// <summary>
    /// Records a running operation and adds its poll headers to the response. The result id is the resource whose body is the
    /// final result; null for none.
    /// </summary>
    internal ArmResponse Start(
        ArmRequest request,
        ArmResponse answer,
        LongRunningStyle style,
        string? resultId,
        string? ns = null
    )
    {
        string id = Guid.NewGuid().ToString();
        string provider = ns ?? request.Path.Namespace;
        store.Put(
            new StoredResource(
                Prefix + id,
                "~operation",
                new JsonObject
                {
                    ["status"] = "InProgress",
                    ["startTime"] = Stamp(agenda.Now),
                    ["resultId"] = resultId,
                    ["location"] = style == LongRunningStyle.Location,
                }
            )
        );
        string region = RegionOf(request);
        if (style != LongRunningStyle.Location)
        {
            answer.Headers["Azure-AsyncOperation"] = PollUrl(
                request,
                provider,
                region,
                KindOf(provider, "operationStatuses"),
                id
            );
        }
        if (style != LongRunningStyle.AsyncOperation)
        {
            answer.Headers["Location"] = PollUrl(request, provider, region, KindOf(provider, "operationResults"), id);
        }
        AddRetryAfter(answer.Headers);
        return answer with { OperationId = id };
    }

    /// <summary>Ends an operation, unless it has already ended.</summary>
    internal void Finish(string id, ArmError? error = null, string? status = null)
    {
        store.Update(
            Prefix + id,
            (body, _) =>
            {
                if (body["status"].Text() != "InProgress")
                {
                    return;
                }
                body["status"] = status ?? (error is null ? "Succeeded" : "Failed");
                body["endTime"] = Stamp(agenda.Now);
                if (error is not null)
                {
                    body["error"] = error.ToJson();
                }
            }
        );
        if (_waiting.TryRemove(id, out TaskCompletionSource? source))
        {
            source.TrySetResult();
        }
    }

    /// <summary>The operation that is creating or changing a resource; null if there is none.</summary>
    public string? RunningFor(string resourceId) =>
        store
            .OfType("~operation")
            .FirstOrDefault(o =>
                o.Body["status"].Text() == "InProgress" && ArmPath.Same(o.Body["resultId"].Text(), resourceId)
            )
            ?.Name;

    /// <summary>Ends what is running for the resources below a scope that no longer exists, such as its deployments.</summary>
    internal void EndBelow(string scope, ArmError error)
    {
        foreach (
            StoredResource open in store
                .OfType("~operation")
                .Where(o =>
                    o.Body["status"].Text() == "InProgress"
                    && o.Body["resultId"].Text()?.StartsWith(scope + "/", StringComparison.OrdinalIgnoreCase) == true
                )
        )
        {
            Finish(open.Name, error);
        }
    }

    /// <summary>Makes polls report the operation as running until then.</summary>
    public void Stall(string id, DateTimeOffset until) =>
        store.Update(Prefix + id, (body, _) => body["stalledUntil"] = until.UtcTicks);

    /// <summary>Waits for the end; returns the error, or null for success.</summary>
    internal async Task<ArmError?> WaitAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            agenda.RunDue();
            TaskCompletionSource signal = _waiting.GetOrAdd(
                id,
                _ => new(TaskCreationOptions.RunContinuationsAsynchronously)
            );
            if (store.Find(Prefix + id)?.Body is not { } body || body["status"].Text() != "InProgress")
            {
                _waiting.TryRemove(id, out _);
                JsonObject? ended = store.Find(Prefix + id)?.Body;
                return ended?["status"].Text() == "Succeeded" ? null : ArmError.FromJson(ended?["error"]) ?? Canceled;
            }
            // If the clock is set back, a wait of seconds must not become hours.
            TimeSpan pause = agenda.UntilNext is { } left && left < LongestPause ? left : LongestPause;
            using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(signal.Task, Task.Delay(pause, clock, stop.Token));
            await stop.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Responds to a poll: with the status document, or as a result with 202 until the end; null for what the operation's style says.
    /// </summary>
    internal ArmResponse Poll(
        string id,
        bool? asResult,
        string? signature,
        string pathAndTime,
        Func<string, JsonNode?> render
    )
    {
        if (!CryptographicOperations.FixedTimeEquals(Bytes(Sign(pathAndTime)), Bytes(signature ?? "")))
        {
            throw new ArmException(
                403,
                "InvalidOperationSignature",
                "The signature of the operation's address is not valid."
            );
        }
        JsonObject body =
            store.Find(Prefix + id)?.Body
            ?? throw new ArmException(404, "OperationNotFound", $"The operation '{id}' could not be found.");
        bool isStalled = body["stalledUntil"] is { } until && until.GetValue<long>() > agenda.Now.UtcTicks;
        string? status = isStalled ? "InProgress" : body["status"].Text();
        JsonNode? result = body["resultId"].Text() is { } resultId ? render(resultId) : null;
        if (asResult ?? body["location"].Flag() == true)
        {
            return status switch
            {
                "InProgress" => AddRetryAfter(new ArmResponse(202)),
                "Succeeded" => result is null ? new ArmResponse(204) : ArmResponse.Ok(result.DeepClone()),
                _ => new ArmResponse(409, (ArmError.FromJson(body["error"]) ?? Canceled).Envelope()),
            };
        }
        JsonObject document = new()
        {
            ["id"] = pathAndTime.Split('?')[0],
            ["name"] = id,
            ["status"] = status,
            ["startTime"] = body["startTime"]?.DeepClone(),
        };
        foreach (string name in new[] { "endTime", "error" })
        {
            if (!isStalled && body[name] is { } value)
            {
                document[name] = value.DeepClone();
            }
        }
        ArmResponse answer = ArmResponse.Ok(document);
        return status == "InProgress" ? AddRetryAfter(answer) : answer;
    }

    internal ArmResponse AddRetryAfter(ArmResponse answer)
    {
        AddRetryAfter(answer.Headers);
        return answer;
    }

    public static string Stamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    private static readonly ArmError Canceled = new("Canceled", "The operation was canceled.");

    private void AddRetryAfter(Dictionary<string, string> headers)
    {
        if (retryAfter.Seconds is { } seconds)
        {
            headers["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture);
        }
        if (retryAfter.Milliseconds is { } milliseconds)
        {
            headers["x-ms-retry-after-ms"] = milliseconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    // An operation is polled in the region of its resource; a child has that of its parent.
    private string RegionOf(ArmRequest request)
    {
        string? given = request.Body?["location"].Text();
        for (ArmPath? path = request.Path; given is null && path is not null; path = path.Parent)
        {
            given = store.Find(path.Id)?.Body["location"].Text();
        }
        return given is null ? location : given.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
    }

    /// <summary>The address for both styles, of a service that has one only.</summary>
    public const string Common = "operations";

    // As in the service's examples (azure-rest-api-specs, 2025-10-01) and in recordings (azure-cli, test_image_builder_cancel).
    private static string KindOf(string provider, string usual) =>
        ArmPath.Same(provider, "Microsoft.VirtualMachineImages") ? Common : usual;

    private string PollUrl(ArmRequest request, string provider, string region, string kind, string id)
    {
        string path =
            $"/subscriptions/{request.Path.SubscriptionId}/providers/{provider}/locations/{region}/{kind}/{id}";
        string time = agenda.Now.UtcTicks.ToString(CultureInfo.InvariantCulture);
        string signed = $"{path}?t={time}";
        return $"{Endpoint}{path}?api-version={request.ApiVersion}&t={time}&s={Sign(signed)}";
    }

    private string Sign(string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Bytes(text.ToLowerInvariant())));

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}

/// <summary>How an operation is polled.</summary>
internal enum LongRunningStyle
{
    /// <summary>With an Azure-AsyncOperation header, whose target has a status.</summary>
    AsyncOperation,

    /// <summary>With a Location header, whose target responds with 202 until the result.</summary>
    Location,

    /// <summary>With both headers.</summary>
    Both,
}
