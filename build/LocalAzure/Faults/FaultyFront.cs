using System.Text.Json;
using LocalAzure.Access;
using LocalAzure.Arm;
using LocalAzure.Server;
using LocalAzure.Store;
using Microsoft.AspNetCore.Http;

namespace LocalAzure.Faults;

/// <summary>A handler before the front that applies the fault plan to requests and responses.</summary>
internal sealed class FaultyFront(
    ResourceContext context,
    TimeProvider clock,
    FaultPlan plan,
    RequestLog log,
    RequestDelegate next
)
{
    public async Task HandleAsync(HttpContext http)
    {
        if (plan.OnRequest(http.Request.Method, http.Request.Path.Value ?? "/") is not { } rule)
        {
            await next(http);
            return;
        }
        switch (rule.Kind)
        {
            case FaultKind.Answer:
                await AnswerAsync(http, rule);
                break;
            case FaultKind.Delay:
                await Task.Delay(rule.Duration!.Value, clock, http.RequestAborted);
                await next(http);
                break;
            case FaultKind.DropBefore:
                log.Add(new LoggedRequest(http.Request.Method, http.Request.Path, 0));
                http.Abort();
                break;
            case FaultKind.DropAfter:
                await BufferedAsync(http);
                http.Abort();
                break;
            case FaultKind.Truncate:
                await TruncateAsync(http, rule.Bytes);
                break;
            case FaultKind.Garble:
                await GarbleAsync(http);
                break;
            case FaultKind.Stall:
                http.Response.OnStarting(() => StallAsync(http, rule));
                await next(http);
                break;
            default:
                await next(http);
                Lose(http);
                break;
        }
    }

    private async Task AnswerAsync(HttpContext http, FaultRule rule)
    {
        log.Add(new LoggedRequest(http.Request.Method, http.Request.Path, rule.Status));
        http.Response.StatusCode = rule.Status;
        foreach ((string? name, string? value) in rule.Headers)
        {
            http.Response.Headers[name] = value;
        }
        if (rule.Body is { } body && rule.Status is not (204 or 304))
        {
            http.Response.ContentType = "application/json; charset=utf-8";
            await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(body), http.RequestAborted);
        }
    }

    private async Task<MemoryStream> BufferedAsync(HttpContext http)
    {
        Stream real = http.Response.Body;
        MemoryStream buffer = new();
        http.Response.Body = buffer;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = real;
        }
        return buffer;
    }

    private async Task TruncateAsync(HttpContext http, int bytes)
    {
        using MemoryStream whole = await BufferedAsync(http);
        await http.Response.Body.WriteAsync(
            whole.GetBuffer().AsMemory(0, Math.Min(bytes, (int)whole.Length)),
            http.RequestAborted
        );
        await http.Response.Body.FlushAsync(http.RequestAborted);
        http.Abort();
    }

    private async Task GarbleAsync(HttpContext http)
    {
        using MemoryStream whole = await BufferedAsync(http);
        http.Response.ContentLength = whole.Length / 2;
        await http.Response.Body.WriteAsync(
            whole.GetBuffer().AsMemory(0, (int)(whole.Length / 2)),
            http.RequestAborted
        );
    }

    private Task StallAsync(HttpContext http, FaultRule rule)
    {
        string url = http.Response.Headers["Azure-AsyncOperation"].ToString() is { Length: > 0 } status
            ? status
            : http.Response.Headers.Location.ToString();
        if (url.Length > 0)
        {
            string path = url.Split('?')[0];
            DateTimeOffset until = rule.Duration is { } duration ? context.Now + duration : DateTimeOffset.MaxValue;
            context.Operations.Stall(path[(path.LastIndexOf('/') + 1)..], until);
        }
        return Task.CompletedTask;
    }

    private void Lose(HttpContext http)
    {
        ArmPath path = ArmPath.Parse(http.Request.Path.Value ?? "/");
        if (http.Request.Method == "PUT" && ArmPath.Same(path.Type, PermissionCheck.Assignments))
        {
            context.Store.Remove(path.Id);
        }
    }
}
