using System.Net.Sockets;
using System.Security.Authentication;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// Whether anybody has answered in this session yet. Before that, a connection that cannot be made is a matter of settings
/// rather than of patience.
/// </summary>
internal sealed class Contact
{
    private volatile bool _made;

    public bool IsMade => _made;

    public void Make() => _made = true;

    /// <summary>Whether no connection came about: no such name, refused, no way, no trust, no proxy, no answer to a knock.</summary>
    public static bool IsMissing(Exception? exception) =>
        exception switch
        {
            null => false,
            AggregateException all => all.InnerExceptions.Any(IsMissing),
            SocketException socket => socket.SocketErrorCode
                is SocketError.HostNotFound
                    or SocketError.NoData
                    or SocketError.TryAgain
                    or SocketError.NoRecovery
                    or SocketError.ConnectionRefused
                    or SocketError.NetworkDown
                    or SocketError.NetworkUnreachable
                    or SocketError.HostDown
                    or SocketError.HostUnreachable
                    or SocketError.TimedOut
                    or SocketError.AccessDenied,
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError
            } => true,
            AuthenticationException => true,
            // How the connect time-out of the handler shows itself.
            OperationCanceledException { InnerException: TimeoutException } => true,
            _ => IsMissing(exception.InnerException),
        };
}
