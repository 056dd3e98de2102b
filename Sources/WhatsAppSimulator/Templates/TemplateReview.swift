/// What Meta's reviewers decide, and what happens to a template afterwards.
extension World {
    /// Decisions of the control API and the phone page.
    enum Decision: String, Sendable {
        case approve, reject, pause, unpause, disable
        /// People think otherwise of it: `score`.
        case quality
        /// Meta finds that it belongs to another `category`.
        case category
        /// It is in danger of being paused, or no more.
        case flag, reinstate
    }

    static let rejectionReasons: Set<String> = [
        "ABUSIVE_CONTENT", "INCORRECT_CATEGORY", "INVALID_FORMAT", "PROMOTIONAL", "SCAM", "TAG_CONTENT_MISMATCH",
    ]

    /// Puts a template before the reviewers.
    mutating func submit(_ id: Int64, nowMs: Int64) {
        changeTemplate(id) { template in
            template.status = .pending
            template.rejectedReason = "NONE"
            template.revision += 1
            template.changedMs = nowMs
        }
        guard let delay = settings.reviewDelayMs, let template = self.template(id) else { return }
        agenda.add(.review(id, revision: template.revision), dueMs: nowMs + delay)
    }

    mutating func approveByItself(_ id: Int64, revision: Int, nowMs: Int64) {
        guard let template = self.template(id), template.status == .pending, template.revision == revision else {
            return
        }
        approve(template, as: nil, nowMs: nowMs)
    }

    /// Decides about a template by hand.
    ///
    /// - Parameters:
    ///   - decision: What is decided.
    ///   - id: The template.
    ///   - body: `reason` of a rejection; `category` to approve as another one.
    ///   - nowMs: The simulator's time.
    /// - Returns: The template afterwards.
    /// - Throws: ``ControlRefusal`` when it is not in a state for that.
    mutating func decide(
        _ decision: Decision,
        about id: Int64,
        _ body: JSON,
        nowMs: Int64
    ) throws(ControlRefusal) -> MessageTemplate {
        guard let template = self.template(id) else { throw .notFound("There is no template \(id).") }
        let allowed: [MessageTemplate.Status]
        switch decision {
        case .approve: allowed = [.pending, .rejected]
        case .reject: allowed = [.pending, .approved]
        case .pause: allowed = [.approved]
        case .unpause: allowed = [.paused]
        case .disable: allowed = [.approved, .paused]
        case .quality, .category, .flag, .reinstate: allowed = [.approved, .paused]
        }
        guard allowed.contains(template.status) else {
            throw .conflict("A template that is \(template.status.rawValue) cannot be changed like that.")
        }
        switch decision {
        case .approve: approve(template, as: body["category"]?.text?.uppercased(), nowMs: nowMs)
        case .reject: try reject(template, body, nowMs: nowMs)
        case .pause: pause(template, nowMs: nowMs)
        case .unpause: unpause(template, nowMs: nowMs)
        case .disable: disable(template, nowMs: nowMs)
        case .quality: try rate(template, body, nowMs: nowMs)
        case .category: try move(template, body, nowMs: nowMs)
        case .flag: postTemplateStatus(template, event: "FLAGGED", reason: .string("NONE"), nowMs: nowMs)
        case .reinstate: postTemplateStatus(template, event: "REINSTATED", reason: .string("NONE"), nowMs: nowMs)
        }
        guard let changed = self.template(id) else { throw .notFound("There is no template \(id).") }
        return changed
    }

    private mutating func approve(_ template: MessageTemplate, as category: String?, nowMs: Int64) {
        setStatus(template.id, .approved, nowMs: nowMs)
        if let category, category != template.category, ["MARKETING", "UTILITY"].contains(category) {
            changeTemplate(template.id) { changed in
                changed.previousCategory = template.category
                changed.category = category
            }
            postTemplateField(
                "template_category_update",
                template,
                [("previous_category", .string(template.category)), ("new_category", .string(category))],
                nowMs: nowMs
            )
        }
        guard let approved = self.template(template.id) else { return }
        postTemplateStatus(approved, event: "APPROVED", reason: .string("NONE"), nowMs: nowMs)
    }

    private mutating func reject(_ template: MessageTemplate, _ body: JSON, nowMs: Int64) throws(ControlRefusal) {
        let reason = body["reason"]?.text?.uppercased() ?? "INVALID_FORMAT"
        guard Self.rejectionReasons.contains(reason) else {
            throw .notValid("reason", "One of \(Self.rejectionReasons.sorted().joined(separator: ", ")).")
        }
        setStatus(template.id, .rejected, nowMs: nowMs)
        changeTemplate(template.id) { $0.rejectedReason = reason }
        var extra: [(String, JSON)] = []
        if reason == "INVALID_FORMAT" {
            let information = JSON.object([
                "reason": .string(body["detail"]?.text ?? "The template does not keep the format."),
                "recommendation": .string(body["recommendation"]?.text ?? "Look at variables and examples."),
            ])
            extra = [("rejection_info", information)]
        }
        postTemplateStatus(template, event: "REJECTED", reason: .string(reason), extra, nowMs: nowMs)
    }

    private mutating func pause(_ template: MessageTemplate, nowMs: Int64) {
        changeTemplate(template.id) { changed in
            changed.pauses += 1
            changed.quality = "RED"
        }
        if template.pauses >= 2 {
            disable(template, nowMs: nowMs)
            return
        }
        setStatus(template.id, .paused, nowMs: nowMs)
        let isFirst = template.pauses == 0
        let information = JSON.object([
            "title": .string(isFirst ? "FIRST_PAUSE" : "SECOND_PAUSE"),
            "description": .string("Paused for \(isFirst ? 3 : 6) hours: people reported it or blocked the business."),
        ])
        postTemplateStatus(
            template,
            event: "PAUSED",
            reason: .string("NONE"),
            [("other_info", information)],
            nowMs: nowMs
        )
    }

    private mutating func unpause(_ template: MessageTemplate, nowMs: Int64) {
        setStatus(template.id, .approved, nowMs: nowMs)
        let information = JSON.object([
            "title": .string("UNPAUSE"), "description": .string("The template can be sent again."),
        ])
        postTemplateStatus(
            template,
            event: "APPROVED",
            reason: .string("NONE"),
            [("other_info", information)],
            nowMs: nowMs
        )
    }

    private mutating func disable(_ template: MessageTemplate, nowMs: Int64) {
        setStatus(template.id, .disabled, nowMs: nowMs)
        let information = JSON.object(["disable_date": .integer(nowMs / 1000)])
        postTemplateStatus(
            template,
            event: "DISABLED",
            reason: .string("NONE"),
            [("disable_info", information)],
            nowMs: nowMs
        )
    }

    private mutating func rate(_ template: MessageTemplate, _ body: JSON, nowMs: Int64) throws(ControlRefusal) {
        let score = body["score"]?.text?.uppercased() ?? ""
        guard ["GREEN", "YELLOW", "RED", "UNKNOWN"].contains(score) else {
            throw .notValid("score", "GREEN, YELLOW, RED or UNKNOWN.")
        }
        changeTemplate(template.id) { $0.quality = score }
        postTemplateField(
            "message_template_quality_update",
            template,
            [("previous_quality_score", .string(template.quality)), ("new_quality_score", .string(score))],
            nowMs: nowMs
        )
    }

    private mutating func move(_ template: MessageTemplate, _ body: JSON, nowMs: Int64) throws(ControlRefusal) {
        let category = body["category"]?.text?.uppercased() ?? ""
        guard ["MARKETING", "UTILITY", "AUTHENTICATION"].contains(category) else {
            throw .notValid("category", "MARKETING, UTILITY or AUTHENTICATION.")
        }
        changeTemplate(template.id) { changed in
            changed.previousCategory = template.category
            changed.category = category
        }
        postTemplateField(
            "template_category_update",
            template,
            [("previous_category", .string(template.category)), ("new_category", .string(category))],
            nowMs: nowMs
        )
    }

    private mutating func setStatus(_ id: Int64, _ status: MessageTemplate.Status, nowMs: Int64) {
        changeTemplate(id) { template in
            template.status = status
            template.rejectedReason = "NONE"
            template.changedMs = nowMs
        }
    }
}
