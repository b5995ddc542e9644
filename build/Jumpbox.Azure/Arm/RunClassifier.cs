using System.Net.Sockets;
using Azure.Core;

namespace Jumpbox.Azure.Arm;

/// <summary>
/// For requests that are not idempotent: retried only after 429 and a refused connection, when it is certain that nothing
/// happened.
/// </summary>
internal sealed class RunClassifier : ResponseClassifier
{
    public override bool IsRetriableResponse(HttpMessage message) => message.Response.Status == 429;

    public override bool IsRetriableException(Exception exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                return true;
            }
        }
        return false;
    }

    public override bool IsRetriable(HttpMessage message, Exception exception) => IsRetriableException(exception);

    public override bool IsErrorResponse(HttpMessage message) => message.Response.Status is < 200 or >= 400;
}
