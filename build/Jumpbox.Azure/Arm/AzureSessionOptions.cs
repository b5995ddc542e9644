using System.Security.Cryptography.X509Certificates;
using Azure.Core;
using Jumpbox.Boundaries;
using Jumpbox.Journaling;

namespace Jumpbox.Azure.Arm;

/// <summary>How a session talks: whom it trusts, how long it tries, how it waits.</summary>
public sealed record AzureSessionOptions
{
    /// <summary>
    /// The only certificate authority to trust, instead of the machine's. With it no proxy is used, because such an
    /// endpoint is on this machine or on its own network.
    /// </summary>
    public X509Certificate2? CertificateAuthority { get; init; }

    /// <summary>The pause between two polls of an operation; what the service asks for in Retry-After is the least.</summary>
    public DelayStrategy? PollDelay { get; init; }

    /// <summary>The pause before a request is sent again; what the service asks for in Retry-After is the least.</summary>
    public DelayStrategy? RetryDelay { get; init; }

    /// <summary>How long one request may be tried in all, from its first attempt to the start of its last.</summary>
    public TimeSpan RetryBudget { get; init; } = Limits.Retries;

    /// <summary>How long one attempt may stay without a byte before it counts as failed.</summary>
    public TimeSpan NetworkTimeout { get; init; } = Limits.Silence;

    /// <summary>How long answers like "Internal error" and 504 are borne while an image build runs.</summary>
    public TimeSpan Tolerance { get; init; } = Limits.BuildTrouble;

    /// <summary>How long one operation of Azure's, such as a deployment or a deletion, is waited for.</summary>
    public TimeSpan OperationBudget { get; init; } = Limits.Operation;

    /// <summary>The longest pause that the service may ask for.</summary>
    public TimeSpan LongestPause { get; init; } = Limits.Pause;

    /// <summary>How long the body of one answer may take.</summary>
    public TimeSpan AnswerTime { get; init; } = Limits.Answer;

    /// <summary>Where what is requested is written down before it is asked; null writes nothing down.</summary>
    public Journal? Journal { get; init; }

    /// <summary>The clock, and with it every pause of our own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How the session's credential signs in, for the cures of its errors.</summary>
    public SignInSource SignedInBy { get; init; } = SignInSource.Unknown;

    /// <summary>Told, as a sentence each, what is waited for and what is tried again.</summary>
    public Action<string>? Say { get; init; }

    /// <summary>Told when a request waits longer than a moment because the service asked to slow down.</summary>
    public Action<ThrottlingPause>? OnThrottled { get; init; }
}

/// <summary>
/// The classes for which Azure counts calls apart
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

/// <summary>A pause that the service asked for with 429 and Retry-After.</summary>
/// <param name="Subscription">The subscription's GUID, or the word <c>tenant</c>.</param>
/// <param name="Class">The class of call that is limited.</param>
/// <param name="Duration">How long calls of this class wait.</param>
public sealed record ThrottlingPause(string Subscription, CallClass Class, TimeSpan Duration);
