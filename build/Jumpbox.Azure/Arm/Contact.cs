using System.Net.Sockets;
using System.Security.Authentication;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// Whether any response has arrived in this session. Before that, a failed connection usually means wrong settings and is not
/// retried for long.
/// </summary>
internal sealed class Contact
{
    private volatile bool _confirmed;

    public bool IsConfirmed => _confirmed;

    public void Confirm() => _confirmed = true;

    /// <summary>
    /// Whether no connection was established: unknown host, refused, no route, untrusted certificate, proxy failure, connect
    /// timeout.
    /// </summary>
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
            // The handler's connect timeout.
            OperationCanceledException { InnerException: TimeoutException } => true,
            _ => IsMissing(exception.InnerException),
        };
}
