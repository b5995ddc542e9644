using Azure.Core;
using Azure.Core.Pipeline;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>Lets no answer be larger, or take longer, than its limit: the SDK reads whatever comes into memory.</summary>
internal sealed class BoundedBody(long bytes, TimeSpan time) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        ProcessNext(message, pipeline);
        Bound(message);
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline);
        Bound(message);
    }

    private void Bound(HttpMessage message)
    {
        if (message is { HasResponse: true, Response: { ContentStream: { } body } response })
        {
            string origin = Origin.Show(message.Request.Uri.ToUri());
            if (message.Request.Method != RequestMethod.Head)
            {
                BoundedStream.Demand(origin, response.Headers.ContentLengthLong, bytes);
            }
            response.ContentStream = new BoundedStream(body, origin, bytes, time);
        }
    }
}
