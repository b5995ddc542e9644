using Azure.Core;
using Azure.Core.Pipeline;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// Reports the host when an attempt takes longer than a moment, for example behind a proxy that does not respond.
/// </summary>
internal sealed class SlowResponsePolicy(AzureSessionOptions options, HostMessages news) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        using ITimer? notice = Notice(message);
        ProcessNext(message, pipeline);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await using ITimer? notice = Notice(message);
        await ProcessNextAsync(message, pipeline);
    }

    private ITimer? Notice(HttpMessage message)
    {
        Uri target = message.Request.Uri.ToUri();
        return news.ReportIfLong(
            target,
            $"has not responded to {message.Request.Method} {target.AbsolutePath} for {SpanWords.Of(Limits.Notice)}: waiting at "
                + $"most {SpanWords.Of(Limits.Connecting)} for a connection and {SpanWords.Of(options.NetworkTimeout)} for a response."
        );
    }
}
