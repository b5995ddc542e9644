using Jumpbox.Boundaries;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// What is said of hosts: the same of one host once in a while, however many requests meet it and however often they are sent
/// again.
/// </summary>
internal sealed class HostNews(AzureSessionOptions options)
{
    private readonly Dictionary<(string Origin, string Kind), long> _told = [];
    private readonly Lock _gate = new();

    /// <summary>Says something of a host, unless the same was said just now.</summary>
    /// <param name="host">Any address of the host.</param>
    /// <param name="kind">What makes it the same: a status, a code.</param>
    /// <param name="rest">The sentence after the host's name.</param>
    public void Tell(Uri host, string kind, string rest)
    {
        string origin = Origin.Show(host);
        if (options.Say is { } say && IsNew(origin, kind))
        {
            say($"{origin} {rest}");
        }
    }

    /// <summary>Says it if what is waited for lasts longer than a moment; dispose of the timer at its end.</summary>
    public ITimer? TellIfLong(Uri host, string rest) =>
        options.Say is null
            ? null
            : options.Time.CreateTimer(_ => TellFromTimer(host, rest), null, Limits.Notice, Timeout.InfiniteTimeSpan);

    // On a timer's thread nobody catches: a closed screen is noticed by the next line of the run itself.
    private void TellFromTimer(Uri host, string rest)
    {
        try
        {
            Tell(host, "silence", rest);
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException) { }
    }

    private bool IsNew(string origin, string kind)
    {
        long now = options.Time.GetTimestamp();
        lock (_gate)
        {
            if (
                _told.TryGetValue((origin, kind), out long before)
                && options.Time.GetElapsedTime(before, now) < Limits.SameNews
            )
            {
                return false;
            }
            _told[(origin, kind)] = now;
            return true;
        }
    }
}
