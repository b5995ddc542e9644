using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Jumpbox.Boundaries;
using Jumpbox.Journaling;
using Jumpbox.Leases;

namespace Jumpbox.Azure.Arm;

/// <summary>Options of a session: trust, retries, timeouts and pauses.</summary>
public sealed record AzureSessionOptions
{
    /// <summary>
    /// The only trusted certificate authority, instead of the machine's. No proxy is used with it, because such an endpoint
    /// is on this machine or its network.
    /// </summary>
    public X509Certificate2? CertificateAuthority { get; init; }

    /// <summary>The pause between two polls of an operation; at least the service's Retry-After.</summary>
    public DelayStrategy? PollDelay { get; init; }

    /// <summary>The pause before a retry; at least the service's Retry-After.</summary>
    public DelayStrategy? RetryDelay { get; init; }

    /// <summary>The time for one request, from its first attempt to the start of its last.</summary>
    public TimeSpan RetryBudget { get; init; } = Limits.Retries;

    /// <summary>The time limit of one request, with all of its attempts and pauses, by the machine's clock.</summary>
    public TimeSpan RequestBudget { get; init; } = Limits.Request;

    /// <summary>The time without a byte after which an attempt fails.</summary>
    public TimeSpan NetworkTimeout { get; init; } = Limits.Silence;

    /// <summary>How long responses such as "Internal error" and 504 are tolerated while an image build runs.</summary>
    public TimeSpan Tolerance { get; init; } = Limits.BuildTrouble;

    /// <summary>The time limit of one operation, such as a deployment or a deletion.</summary>
    public TimeSpan OperationBudget { get; init; } = Limits.Operation;

    /// <summary>The longest pause that is accepted from the service.</summary>
    public TimeSpan LongestPause { get; init; } = Limits.Pause;

    /// <summary>The time limit for the body of one response.</summary>
    public TimeSpan AnswerTime { get; init; } = Limits.Answer;

    /// <summary>The journal to which requests are written before they are sent; null for none.</summary>
    public Journal? Journal { get; init; }

    /// <summary>In whose name image templates are leased; null for a session that uses and deletes none.</summary>
    public LeaseHolder? Holder { get; init; }

    /// <summary>The facts that the images of a run have in common; null for one image, which reads each once anyway.</summary>
    public SharedAnswers? Answers { get; init; }

    /// <summary>The reads that several images of a run send together; null for one image.</summary>
    public BatchedReads? Reads { get; init; }

    /// <summary>The pause between two reads of the log of a running build; zero to read it with each poll.</summary>
    public TimeSpan LogPause { get; init; }

    /// <summary>The clock and the timer of all pauses.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How the session's credential signs in, for the cures of its errors.</summary>
    public SignInSource SignedInBy { get; init; } = SignInSource.Unknown;

    /// <summary>Told, as a sentence each, what is waited for and what is tried again.</summary>
    public Action<string>? Say { get; init; }

    /// <summary>Called when a request waits because of throttling.</summary>
    public Action<ThrottlingPause>? OnThrottled { get; init; }
}

/// <summary>
/// The classes that Azure throttles separately
/// (https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling).
/// </summary>
public enum CallClass
{
    /// <summary>GET and HEAD.</summary>
    Read,

    /// <summary>PUT, PATCH and POST.</summary>
    Write,

    /// <summary>DELETE.</summary>
    Delete,
}

/// <summary>A pause that the service requested with 429 and Retry-After.</summary>
/// <param name="Subscription">The subscription's GUID, or the word <c>tenant</c>.</param>
/// <param name="Class">The throttled class.</param>
/// <param name="Duration">How long requests of this class wait.</param>
public sealed record ThrottlingPause(string Subscription, CallClass Class, TimeSpan Duration);
