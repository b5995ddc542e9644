using Jumpbox.Boundaries;

namespace Jumpbox.Tests.Tools;

/// <summary>A body that begins and then says nothing more, without an end.</summary>
internal sealed class SilentStream : ForwardStream
{
    private bool _begun;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_begun)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        _begun = true;
        buffer.Span[0] = 1;
        return 1;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
