using System.Runtime.CompilerServices;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Build.Telemetry;

/// <summary>
/// Exports traces and metrics with OTLP if OpenTelemetry's standard environment variables enable it; otherwise loads and
/// sends nothing. Source: OpenTelemetry specification, "environment variable specification" and "OTLP exporter".
/// </summary>
internal static class TelemetryExport
{
    private const string Service = "jumpbox-image-pipeline";

    /// <summary>Starts the export if it is enabled.</summary>
    /// <param name="variables">The environment.</param>
    /// <returns>Flushes when disposed; null if disabled.</returns>
    public static IDisposable? Start(IReadOnlyDictionary<string, string> variables)
    {
        bool traces = IsRequested(variables, "TRACES");
        bool metrics = IsRequested(variables, "METRICS");
        return traces || metrics ? Begin(variables, traces, metrics) : null;
    }

    /// <summary>Whether a signal is exported.</summary>
    /// <param name="variables">The environment.</param>
    /// <param name="signal"><c>TRACES</c> or <c>METRICS</c>.</param>
    public static bool IsRequested(IReadOnlyDictionary<string, string> variables, string signal)
    {
        string Of(string name) => variables.GetValueOrDefault(name)?.Trim() ?? "";
        if (Of("OTEL_SDK_DISABLED").Equals("true", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
        return Of($"OTEL_{signal}_EXPORTER") switch
        {
            "" => Of("OTEL_EXPORTER_OTLP_ENDPOINT").Length > 0
                || Of($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT").Length > 0,
            string exporters => exporters.Split(',', StringSplitOptions.TrimEntries).Contains("otlp"),
        };
    }

    // Separate, so that OpenTelemetry's assemblies are loaded only if used.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Sending Begin(IReadOnlyDictionary<string, string> variables, bool traces, bool metrics)
    {
        void Describe(ResourceBuilder resource)
        {
            if (!variables.ContainsKey("OTEL_SERVICE_NAME"))
            {
                resource.AddService(Service);
            }
        }
        return new Sending(
            traces
                ? Sdk.CreateTracerProviderBuilder()
                    .ConfigureResource(Describe)
                    .AddSource(RunTelemetry.Name, RunTelemetry.Http)
                    .AddOtlpExporter()
                    .Build()
                : null,
            metrics
                ? Sdk.CreateMeterProviderBuilder()
                    .ConfigureResource(Describe)
                    .AddMeter(RunTelemetry.Name, RunTelemetry.Http)
                    .AddOtlpExporter()
                    .Build()
                : null
        );
    }

    private sealed class Sending(IDisposable? traces, IDisposable? metrics) : IDisposable
    {
        public void Dispose()
        {
            traces?.Dispose();
            metrics?.Dispose();
        }
    }
}
