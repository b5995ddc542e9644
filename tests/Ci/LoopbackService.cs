using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Ci.Tests;

/// <summary>A service of a CI on this machine, which answers JSON, and only to the token of the run.</summary>
internal sealed class LoopbackService : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Func<HttpListenerRequest, string, (int Status, JsonNode Answer)> _answer;
    private readonly Task _serving;

    /// <param name="answer">Answers a request with its body.</param>
    public LoopbackService(Func<HttpListenerRequest, string, (int Status, JsonNode Answer)> answer)
    {
        _answer = answer;
        (_listener, Address) = Listen();
        _serving = ServeAsync();
    }

    /// <summary>Its address, with a slash at the end.</summary>
    public string Address { get; }

    public void Dispose()
    {
        _listener.Stop();
        _serving.GetAwaiter().GetResult();
        _listener.Close();
    }

    // A listener whose start failed is disposed: each attempt needs its own.
    private static (HttpListener Listener, string Address) Listen()
    {
        for (int attempt = 0; ; attempt++)
        {
            string address = $"http://127.0.0.1:{Random.Shared.Next(20000, 60000)}/";
            HttpListener listener = new();
            listener.Prefixes.Add(address);
            try
            {
                listener.Start();
                return (listener, address);
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                // Another program has the port.
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            using StreamReader reader = new(context.Request.InputStream);
            string body = await reader.ReadToEndAsync();
            (int status, JsonNode answer) =
                context.Request.Headers["Authorization"] == $"Bearer {CiRun.Token}"
                    ? _answer(context.Request, body)
                    : (401, new JsonObject { ["message"] = "Bad credentials" });
            context.Response.StatusCode = status;
            // 204 has no content.
            if (status != 204)
            {
                context.Response.OutputStream.Write(Encoding.UTF8.GetBytes(answer.ToJsonString()));
            }
            context.Response.Close();
        }
    }
}
