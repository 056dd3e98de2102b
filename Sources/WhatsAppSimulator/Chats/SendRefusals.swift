/// Why a message is not sent, although its form is right.
extension World {
    /// Only a registered number of an account in good standing sends.
    func checkStanding(of number: BusinessNumber) throws(GraphFailure) {
        switch settings.accountStanding {
        case .active: break
        case .restricted: throw GraphFailure(368, "The account is restricted from sending messages.")
        case .disabled: throw GraphFailure(131031, "The account has been disabled.")
        }
        switch number.standing.status {
        case "CONNECTED", "FLAGGED": return
        case "RESTRICTED", "RATE_LIMITED":
            throw GraphFailure(131048, "The number is restricted because people blocked or reported it.")
        case "BANNED": throw GraphFailure(131031, "The number has been banned.")
        default: throw GraphFailure(133010, "The account is not registered.")
        }
    }

    /// A file of the account must still be there; what it is good for shows later.
    func checkAttachment(
        _ attachment: Message.Attachment?,
        of number: BusinessNumber,
        nowMs: Int64
    ) throws(GraphFailure) {
        guard let attachment, let id = attachment.id else { return }
        if let file = media.find(id, nowMs: nowMs),
            account(of: number)?.numbers.contains(where: { $0.id == file.numberID }) == true
        {
            return
        }
        throw GraphFailure(
            131009,
            "Param \(attachment.kind.rawValue)['id'] is not a valid whatsapp business account media attachment ID"
        )
    }

    /// What shows only after Meta has accepted it.
    func lateRefusal(
        _ content: MessageContent,
        _ customer: Customer,
        _ key: Conversation.Key,
        nowMs: Int64
    ) -> (Int64, String?)? {
        if content.template?.category == "MARKETING", customer.refusesMarketing {
            return (131050, "The user has stopped marketing messages from this business.")
        }
        if customer.hasBlocked { return (131026, "Message Undeliverable.") }
        if let attachment = content.attachment, let id = attachment.id, let file = media.find(id, nowMs: nowMs),
            let fault = MediaRules.fault(of: file.content, type: file.type, kind: attachment.kind)
        {
            return (131053, fault)
        }
        if attachmentIsNoVoice(content, nowMs: nowMs) {
            return (131053, "A voice message is audio/ogg with the OPUS codec.")
        }
        guard let target = content.reactsTo else { return nil }
        let month: Int64 = 30 * 86_400_000
        guard let message = conversations[key]?.find(target), message.isDeleted != true, message.type != "reaction",
            nowMs - message.atMs <= month
        else { return (131009, "The message reacted to is unknown, deleted, a reaction itself or older than 30 days.") }
        return nil
    }

    private func attachmentIsNoVoice(_ content: MessageContent, nowMs: Int64) -> Bool {
        guard content.attachment?.isVoice == true, let id = content.attachment?.id else { return false }
        guard let file = media.find(id, nowMs: nowMs) else { return false }
        return MediaRules.base(file.type) != "audio/ogg"
    }
}
