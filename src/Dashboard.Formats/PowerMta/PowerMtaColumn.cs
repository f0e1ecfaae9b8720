namespace Dashboard.Formats.PowerMta;

/// <summary>The columns the reader uses, by PowerMTA's names; the last ones are filled from header_* and columns of the site's own.</summary>
internal enum PowerMtaColumn
{
    Type,
    TimeLogged,
    TimeQueued,
    Orig,
    Rcpt,
    DsnAction,
    DsnStatus,
    DsnDiag,
    DsnMta,
    DsnReportingMta,
    BounceCat,
    DlvType,
    DlvSourceIp,
    DlvDestinationIp,
    RepSourceIp,
    Vmta,
    VmtaPool,
    JobId,
    EnvId,
    Queue,
    FeedbackType,
    OriginalRecipient,
    MessageId,
    Campaign,
    Stream,
    ListSource,
    Segment,
    Client,
    From,
    DkimDomain,

    // Set by the source's own mapping; they win over jobId, vmtaPool and envId.
    MappedCampaign,
    MappedPool,
    MappedMessageId,
}
