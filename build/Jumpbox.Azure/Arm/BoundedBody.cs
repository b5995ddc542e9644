using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>Limits the size and the time of a response body, because the SDK buffers it in memory.</summary>
internal sealed class BoundedBody(long bytes, TimeSpan limit) : HttpPipelinePolicy
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
                BoundedStream.Demand(origin, LengthOf(response, origin), bytes);
            }
            response.ContentStream = new BoundedStream(body, origin, bytes, limit);
        }
    }

    // Two lengths are joined with a comma, which the SDK cannot read.
    private static long? LengthOf(Response response, string origin)
    {
        try
        {
            return response.Headers.ContentLengthLong;
        }
        catch (Exception invalid) when (invalid is FormatException or OverflowException)
        {
            throw new BrokenAnswerException(origin, "has an invalid length", invalid);
        }
    }
}
