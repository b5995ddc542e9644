using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LocalAzure.Server;

/// <summary>Between HTTP and the dispatcher: tokens, bodies, common headers, and the request log.</summary>
internal sealed class HttpFront(
    FrontSettings settings,
    ResourceContext context,
    ArmDispatcher dispatcher,
    AccessToken tokens,
    GraphDirectory graph,
    IReadOnlyList<IDataPlane> dataPlanes,
    RequestLog log
)
{
    /// <summary>4 MB, the limit of a template (learn.microsoft.com, ARM limits), plus the surrounding request.</summary>
    private const int BodyLimit = 5 * 1024 * 1024;

    private readonly SignIn _signIn = new(tokens, () => context.Operations.Endpoint);

    private readonly Allowance _allowance = new();

    public async Task HandleAsync(HttpContext http)
    {
        if (settings.Latency > TimeSpan.Zero)
        {
            await Task.Delay(settings.Latency, settings.Clock, http.RequestAborted);
        }
        if (HandlerOf(http.Request.Path.Value ?? "/") is { } handle)
        {
            int status = await GuardedAsync(handle, http);
            log.Add(new LoggedRequest(http.Request.Method, http.Request.Path.Value ?? "/", status));
            return;
        }
        ArmResponse answer;
        try
        {
            answer = await AnswerAsync(http);
        }
        catch (ArmException e)
        {
            answer = ArmResponse.From(e);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            log.Add(new LoggedRequest(http.Request.Method, http.Request.Path, 0));
            return;
        }
        catch (BadHttpRequestException e)
        {
            answer = ArmResponse.From(new ArmException(e.StatusCode, "BadRequest", e.Message));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            answer = ArmResponse.From(new ArmException(500, Bug.Trace(e)));
        }
        await WriteAsync(http, answer);
    }

    // A request that cannot be read, for example with wrong chunk sizes, is the client's fault.
    private static async Task<int> GuardedAsync(Func<HttpContext, Task<int>> handle, HttpContext http)
    {
        try
        {
            return await handle(http);
        }
        catch (IOException e) when (!http.Response.HasStarted && !Bug.IsDiskFull(e))
        {
            return http.Response.StatusCode = (e as BadHttpRequestException)?.StatusCode ?? 400;
        }
    }

    private Func<HttpContext, Task<int>>? HandlerOf(string path) =>
        dataPlanes.Select(plane => plane.HandlerOf(path)).FirstOrDefault(handler => handler is not null);

    private async Task<ArmResponse> AnswerAsync(HttpContext http)
    {
        if (MetadataEndpoints.IsRequested(http.Request))
        {
            return MetadataEndpoints.Answer(
                http.Request.Query["api-version"],
                context.Operations.Endpoint,
                settings.TenantId
            );
        }
        if (SignIn.IsRequested(http.Request))
        {
            return await _signIn.AnswerAsync(http);
        }
        if (GraphDirectory.IsRequested(http.Request.Path.Value ?? "/"))
        {
            return await AnswerGraphAsync(http);
        }
        Caller caller = tokens.Check(
            http.Request.Headers.Authorization,
            "https://management.azure.com/",
            "https://management.core.windows.net/",
            context.Operations.Endpoint
        );
        ArmPath path = ArmPath.Parse(http.Request.Path.Value ?? "/");
        Dictionary<string, string> query = http.Request.Query.ToDictionary(
            q => q.Key,
            q => q.Value.ToString(),
            StringComparer.OrdinalIgnoreCase
        );
        ArmRequest request = new(http.Request.Method, path, query.GetValueOrDefault("api-version", ""), caller)
        {
            Body = await ReadBodyAsync(http, path, checksType: true),
            Query = query,
            IfMatch = Header(http, "If-Match"),
            IfNoneMatch = Header(http, "If-None-Match"),
            CorrelationId = CorrelationOf(http),
        };
        return await dispatcher.SendAsync(request, http.RequestAborted);
    }

    private async Task<ArmResponse> AnswerGraphAsync(HttpContext http)
    {
        Caller caller = tokens.Check(
            http.Request.Headers.Authorization,
            GraphDirectory.Audience,
            context.Operations.Endpoint
        );
        JsonObject? body = await ReadBodyAsync(http, ArmPath.Parse("/"));
        string path = http.Request.Path.Value!;
        return graph.Answer(http.Request.Method, path, http.Request.Query["$filter"].FirstOrDefault(), body, caller);
    }

    // The client's, unless a response cannot carry it; the same for the request and its response.
    private static string CorrelationOf(HttpContext http)
    {
        const string name = "x-ms-correlation-request-id";
        if (http.Items[name] is string known)
        {
            return known;
        }
        string id = Plain(Header(http, name)) ?? Guid.NewGuid().ToString();
        http.Items[name] = id;
        return id;
    }

    private static string? Plain(string? text) =>
        text is { Length: > 0 and <= 128 } && text.All(c => c is >= ' ' and <= '~') ? text : null;

    private static string? Header(HttpContext http, string name) =>
        http.Request.Headers.TryGetValue(name, out StringValues value) ? value.ToString() : null;

    private static async Task<JsonObject?> ReadBodyAsync(HttpContext http, ArmPath path, bool checksType = false)
    {
        if (http.Request.Method is "GET" or "HEAD" or "DELETE")
        {
            return null;
        }
        using MemoryStream buffer = new();
        byte[] chunk = new byte[16 * 1024];
        int read;
        while ((read = await ReadAsync(http, chunk)) > 0)
        {
            await buffer.WriteAsync(chunk.AsMemory(0, read), http.RequestAborted);
            if (buffer.Length > BodyLimit)
            {
                throw new ArmException(
                    413,
                    "RequestContentTooLarge",
                    $"The request content size exceeds the maximum size of {BodyLimit / 1024 / 1024} MB."
                );
            }
        }
        if (buffer.Length == 0)
        {
            return null;
        }
        if (checksType)
        {
            RequestBody.CheckType(http.Request.ContentType);
        }
        return RequestBody.Parse(buffer.ToArray(), path);
    }

    // For the size of a chunk that has too many digits, Kestrel throws an IOException and not its own.
    private static async Task<int> ReadAsync(HttpContext http, byte[] chunk)
    {
        try
        {
            return await http.Request.Body.ReadAsync(chunk, http.RequestAborted);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new ArmException(400, "BadRequest", $"The body of the request cannot be read: {e.Message}");
        }
    }

    private async Task WriteAsync(HttpContext http, ArmResponse answer)
    {
        HttpResponse response = http.Response;
        response.StatusCode = answer.Status;
        response.Headers["x-ms-request-id"] = Guid.NewGuid().ToString();
        response.Headers["x-ms-correlation-request-id"] = CorrelationOf(http);
        // Azure/azure-resource-manager-rpc, "common-api-details": returned if the client says so.
        if (ArmPath.Same(Header(http, "x-ms-return-client-request-id"), "true"))
        {
            response.Headers["x-ms-client-request-id"] = Plain(Header(http, "x-ms-client-request-id"));
        }
        response.Headers["x-ms-routing-request-id"] =
            $"LOCAL:{context.Now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}:{Guid.NewGuid()}";
        response.Headers.CacheControl = "no-cache";
        response.Headers[
            http.Request.Method switch
            {
                "GET" or "HEAD" => "x-ms-ratelimit-remaining-subscription-reads",
                "DELETE" => "x-ms-ratelimit-remaining-subscription-deletes",
                _ => "x-ms-ratelimit-remaining-subscription-writes",
            }
        ] = _allowance.Take(http.Request.Method, context.Now).ToString(CultureInfo.InvariantCulture);
        if (answer.Status == 401)
        {
            response.Headers.WWWAuthenticate =
                $"Bearer authorization_uri=\"https://login.microsoftonline.com/{settings.TenantId}\", "
                + $"error=\"invalid_token\", error_description=\"{answer.Body.At("error", "code").Text()}\"";
        }
        foreach ((string? name, string? value) in answer.Headers)
        {
            response.Headers[name] = value;
        }
        log.Add(new LoggedRequest(http.Request.Method, http.Request.Path.Value ?? "/", answer.Status));
        if (answer.Body is not { } body || answer.Status == 204)
        {
            return;
        }
        response.ContentType = "application/json; charset=utf-8";
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        response.ContentLength = bytes.Length;
        if (http.Request.Method != "HEAD")
        {
            await response.Body.WriteAsync(bytes, http.RequestAborted);
        }
    }
}

/// <summary>Settings of the HTTP front.</summary>
/// <param name="TenantId">The tenant that issues the tokens.</param>
/// <param name="Latency">The delay before each response.</param>
/// <param name="Clock">The clock of that delay.</param>
internal sealed record FrontSettings(string TenantId, TimeSpan Latency, TimeProvider Clock);
