using System.Text;

namespace Hostile;

/// <summary>One request at the front and the connection that it came on.</summary>
/// <param name="Request">The request.</param>
/// <param name="Stream">The connection, inside TLS.</param>
/// <param name="ForwardAsync">Has LocalAzure answer the request, once.</param>
/// <param name="Elsewhere">Host and port of a host that is not the cloud.</param>
/// <param name="Origin">The front's own origin.</param>
/// <param name="Cancel">The end of the front.</param>
internal sealed record FrontExchange(
    FrontRequest Request,
    Stream Stream,
    Func<Task<FrontAnswer>> ForwardAsync,
    string Elsewhere,
    string Origin,
    CancellationToken Cancel
)
{
    /// <summary>Whether the connection is closed after the answer.</summary>
    public bool Ends { get; set; }

    /// <summary>Whether it is reset instead of closed.</summary>
    public bool Resets { get; set; }

    public async Task WriteAsync(byte[] bytes)
    {
        await Stream.WriteAsync(bytes, Cancel);
        await Stream.FlushAsync(Cancel);
    }

    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    public Task WriteAsync(FrontAnswer answer) => WriteAsync(answer.Whole(Request));

    /// <summary>Writes nothing more and closes.</summary>
    public void End(bool reset = false)
    {
        Ends = true;
        Resets = reset;
    }

    /// <summary>Keeps the connection open without a byte, until the other side closes it.</summary>
    public async Task StaySilentAsync()
    {
        byte[] one = new byte[1];
        _ = await Stream.ReadAsync(one, Cancel);
        End();
    }

    /// <summary>Writes something forever, until the other side closes the connection.</summary>
    public async Task RepeatAsync(byte[] part, TimeSpan pause)
    {
        while (true)
        {
            await WriteAsync(part);
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, Cancel);
            }
        }
    }
}
