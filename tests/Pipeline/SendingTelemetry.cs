using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Jumpbox.Evidence.Report;

namespace Pipeline.Tests;

/// <summary>Traces and metrics against a collector of the test's own: OTLP over HTTP, as the standard variables say.</summary>
public sealed class SendingTelemetry : IDisposable
{
    private readonly PipelineRun _pipeline = new();
    private readonly HttpListener _collector = new();
    private readonly ConcurrentBag<(string Path, string Body)> _received = [];
    private readonly string _address;
    private readonly Task _serving;

    public SendingTelemetry()
    {
        _address = $"http://127.0.0.1:{FreePort()}/";
        _collector.Prefixes.Add(_address);
        _collector.Start();
        _serving = ServeAsync();
    }

    public void Dispose()
    {
        _collector.Stop();
        _serving.GetAwaiter().GetResult();
        _collector.Close();
        _pipeline.Dispose();
    }

    [Fact]
    public async Task Targets_and_requests_are_sent_where_the_standard_variables_ask_for_it()
    {
        _pipeline.Variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = _address;
        _pipeline.Variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";

        (await _pipeline.RunProcessAsync("Prereqs")).Expect(0);

        string traces = string.Concat(_received.Where(one => one.Path == "/v1/traces").Select(one => one.Body));
        Assert.Contains("jumpbox-image-pipeline", traces);
        Assert.Contains("Prereqs", traces);
        Assert.Contains("/virtualNetworks/vnet-imagebuilder", traces);
        Assert.DoesNotContain("Bearer", traces);
        string metrics = string.Concat(_received.Where(one => one.Path == "/v1/metrics").Select(one => one.Body));
        Assert.Contains("jumpbox.target.duration", metrics);
        Assert.Contains("http.client.request.duration", metrics);
    }

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true")]
    [InlineData("OTEL_TRACES_EXPORTER", "none")]
    public async Task No_trace_is_sent_where_the_standard_variables_say_so(string name, string value)
    {
        _pipeline.Variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = _address;
        _pipeline.Variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        _pipeline.Variables[name] = value;

        (await _pipeline.RunProcessAsync("Default")).Expect(0);

        Assert.DoesNotContain(_received, one => one.Path == "/v1/traces");
    }

    [Fact]
    public async Task The_time_of_each_target_is_kept_with_its_requests_and_the_phases_of_the_build()
    {
        (await _pipeline.RunProcessAsync("Build", "--speed=150")).Expect(0);

        RunTimes times = RunTimes.Read(_pipeline.Artifacts);
        Assert.Equal(
            ["Prereqs", "Roles", "Identity", "Template", "Build"],
            times.Spans.Where(span => span.Kind == RunTimes.Target).Select(span => span.Name)
        );
        Assert.All(times.Spans.Where(span => span.Kind == RunTimes.Target), span => Assert.True(span.Requests > 0));
        Assert.Contains(times.Spans, span => span is { Kind: RunTimes.Phase, Name: "Customizing" });
        Assert.All(times.Spans, span => Assert.True(span.Succeeded && span.Ended >= span.Started));
    }

    [Fact]
    public async Task A_run_that_needs_no_folder_leaves_none()
    {
        (await _pipeline.RunProcessAsync("Default")).Expect(0);

        Assert.False(_pipeline.Has(RunTimes.FileName));
    }

    private async Task ServeAsync()
    {
        while (_collector.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _collector.GetContextAsync();
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            using StreamReader reader = new(context.Request.InputStream, Encoding.Latin1);
            _received.Add((context.Request.Url!.AbsolutePath, await reader.ReadToEndAsync()));
            context.Response.ContentType = "application/x-protobuf";
            context.Response.Close();
        }
    }

    private static int FreePort()
    {
        using System.Net.Sockets.TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
